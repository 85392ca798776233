import type {Backend} from '../backend.js';
import {busyInbox} from './busy-inbox.js';
import {emoji} from './emoji.js';
import {everyKind} from './every-kind.js';
import {longHistory} from './long-history.js';
import {media} from './media.js';
import {rightToLeft} from './right-to-left.js';
import {sendFails} from './send-fails.js';
import type {ScenarioOptions} from './shop.js';
import {empty, optedOut, slowNetwork} from './small-scenarios.js';

export type ScenarioName =
  | 'empty'
  | 'busy-inbox'
  | 'long-history'
  | 'opted-out'
  | 'send-fails'
  | 'slow-network'
  | 'right-to-left'
  | 'media'
  | 'emoji'
  | 'every-kind';

/** Worlds to begin in. Each makes a new one, with its past relative to the clock. */
export const scenarios: Readonly<Record<ScenarioName, (options?: ScenarioOptions) => Backend>> = {
  empty,
  'busy-inbox': busyInbox,
  'long-history': longHistory,
  'opted-out': optedOut,
  'send-fails': sendFails,
  'slow-network': slowNetwork,
  'right-to-left': rightToLeft,
  media,
  emoji,
  'every-kind': everyKind,
};

export const isScenarioName = (name: string): name is ScenarioName => Object.hasOwn(scenarios, name);

export interface CreateBackendOptions extends ScenarioOptions {
  /** `busy-inbox` by default. */
  readonly scenario?: ScenarioName;
}

export const createBackend = ({scenario = 'busy-inbox', ...options}: CreateBackendOptions = {}): Backend =>
  scenarios[scenario](options);

export type {ScenarioOptions};
