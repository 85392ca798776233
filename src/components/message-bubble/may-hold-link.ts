/** What every link holds: `linkIn` finds none in any other text. */
const MAY_HOLD_LINK = /[a-z0-9]\.[a-z]/i;

export const mayHoldLink = (text: string | null | undefined): boolean => !!text && MAY_HOLD_LINK.test(text);
