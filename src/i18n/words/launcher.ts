import {unreadWords} from './unread.js';

/** The button that opens the inbox in a panel. */
export const launcherWords = {
  ...unreadWords,
  /** What the button and the panel are called. */
  launcher: 'Messages',
  /** The button's name while something is unread: `{label}`, `{count}` such as "3 unread conversations". */
  launcherWithCount: '{label}, {count}',
  closePanel: 'Close messages',
};

export type LauncherWords = typeof launcherWords;
