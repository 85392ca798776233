/** Only what says that it is offline is. */
export const isBrowserOnline = (): boolean => globalThis.navigator?.onLine !== false;
