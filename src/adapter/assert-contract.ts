import {NO_CAPABILITIES, type Capabilities} from '../model/capabilities.js';
import {ConversationError} from '../model/conversation-error.js';
import {fieldsOf} from './toolkit/fields.js';
import {CONTRACT_VERSION, type MessagingAdapter} from './messaging-adapter.js';

const METHODS = ['listConversations', 'listMessages', 'sendMessage'] as const;

/**
 * Refuses what is no adapter, or one of another version of the contract, before anything is asked of it.
 *
 * @throws ConversationError of kind `unsupported`, whose message says what was given, what is needed and what to do
 */
export function assertContract(adapter: MessagingAdapter): void {
  const given = fieldsOf<MessagingAdapter>(adapter);
  const {contractVersion, id, capabilities} = given;
  const problems: string[] = [];
  if (contractVersion !== CONTRACT_VERSION) {
    problems.push(`contractVersion is ${inWords(contractVersion)} and must be ${CONTRACT_VERSION}`);
  }
  if (typeof id !== 'string' || id === '') problems.push(`id is ${inWords(id)} and must be a text`);
  const methods = METHODS.filter((name) => typeof given[name] !== 'function');
  if (methods.length > 0) problems.push(`${methods.join(', ')} ${methods.length > 1 ? 'are' : 'is'} missing`);
  const levels = missingLevels(capabilities);
  if (levels.length > 0) problems.push(`capabilities does not say ${levels.join(', ')}`);
  if (problems.length === 0) return;
  throw new ConversationError('unsupported', {
    message:
      `This is no adapter of contract version ${CONTRACT_VERSION}: ${problems.join('; ')}. ` +
      'Take an adapter and a version of this library that belong together; in an adapter of your own, write ' +
      '`contractVersion: CONTRACT_VERSION` and start its capabilities from `NO_CAPABILITIES`.',
  });
}

function missingLevels(capabilities: unknown): readonly string[] {
  if (typeof capabilities !== 'object' || capabilities === null) return ['anything'];
  const fields = fieldsOf<Capabilities>(capabilities);
  const names = Object.keys(NO_CAPABILITIES) as (keyof Capabilities)[];
  return names.filter((name) => typeof fields[name] !== typeof NO_CAPABILITIES[name]);
}

const inWords = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number'
    ? JSON.stringify(value)
    : value === undefined
      ? 'missing'
      : 'of another type';
