/** Where a node dies in the middle of a send. */
export const DEATHS = ['claimed', 'leaving', 'at the provider', 'answered', 'kept'] as const;
export type Death = (typeof DEATHS)[number];

const markOf = (death: Death): string => `dies-${death.replaceAll(' ', '-')}`;

/** A text that says where the node dies that sends it. It is a key, too. */
export const textOf = (name: string, death: Death | undefined): string => (death ? `${name}-${markOf(death)}` : name);

/** What a text, or anything that quotes it, says of that. */
export const deathIn = (text: string): Death | undefined => DEATHS.find((death) => text.includes(markOf(death)));
