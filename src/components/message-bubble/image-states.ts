/** What a bubble knows of its pictures, by address. */
export type ImageStates = ReadonlyMap<string, 'shown' | 'failed'>;
