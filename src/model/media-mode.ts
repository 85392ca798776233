/**
 * Whether pictures that others sent load. `always`: by themselves. `ask`: each when it is asked for. `never`: they stay
 * links. Whoever keeps the picture learns from the loading when and from where it was looked at.
 */
export type MediaMode = 'always' | 'ask' | 'never';
