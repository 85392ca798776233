/** A place in a text for what is only known when it is sent: `{{contact.name}}`. */
const GAP = /\{\{([^{}\n]+)\}\}/g;

/** The places of a text that nothing was filled in, as they are written. */
export const gapsIn = (text: string): readonly string[] => text.match(GAP) ?? [];

/** Fills places in. One whose value is not known stays as it is written: nothing is made up in its place. */
export const fillGaps = (text: string, valueOf: (name: string) => string | undefined): string =>
  text.replace(GAP, (gap, name: string) => valueOf(name.trim()) ?? gap);
