import {isReactionKind} from '../../model/reaction.js';

type Fields = Readonly<Record<string, unknown>>;
type Check = (value: unknown) => boolean;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isText: Check = (value) => typeof value === 'string';
const isTexts: Check = (value) => Array.isArray(value) && value.every(isText);
const isFlag: Check = (value) => typeof value === 'boolean';

/** What each field is wherever it is given; one name means the same in every request. */
const FIELDS: Readonly<Record<string, Check>> = {
  conversationId: isText,
  messageId: isText,
  ownEndpointId: isText,
  text: isText,
  search: isText,
  kind: isText,
  value: isText,
  starred: isFlag,
  archived: isFlag,
  closed: isFlag,
  unread: isFlag,
  reaction: isReactionKind,
  onOutcome: (value) => typeof value === 'function',
  needsReply: isFlag,
  includeArchived: isFlag,
  at: (value) => typeof value === 'number' && !Number.isNaN(new Date(value).getTime()),
  part: (value) => value === 'conversations' || value === 'messages',
  mediaUrls: isTexts,
  conversationIds: isTexts,
  changes: isFields,
  query: isSound('query'),
  edit: isSound('edit'),
  request: isSound('request'),
  recipient: isSound('recipient'),
  template: isSound('template'),
  parameters: isFields,
  replyTo: isSound('replyTo'),
  id: isText,
};

/** What requests, and the fields within them, cannot do without; of two with a bar between them, one will do. */
const NEEDED: Readonly<Record<string, string>> = {
  'parlor-conversation-select-request': 'conversationId',
  'parlor-query-change-request': 'query',
  'parlor-reload-request': 'part',
  'parlor-row-details-request': 'conversationIds',
  'parlor-load-around-request': 'messageId|at',
  'parlor-seen-request': 'messageId',
  'parlor-retry-request': 'messageId',
  'parlor-discard-request': 'messageId',
  'parlor-resend-request': 'messageId',
  'parlor-send-request': 'text',
  'parlor-draft-request': 'text',
  'parlor-star-request': 'starred',
  'parlor-archive-request': 'archived',
  'parlor-close-conversation-request': 'closed',
  // What cannot be undone is never done to whatever happens to be open.
  'parlor-delete-request': 'conversationId',
  'parlor-message-delete-request': 'conversationId messageId',
  'parlor-react-request': 'conversationId messageId reaction',
  'parlor-reaction-discard-request': 'conversationId messageId reaction',
  'parlor-metadata-edit-request': 'edit',
  'parlor-conversation-start-request': 'request',
  edit: 'changes',
  request: 'recipient',
  recipient: 'kind value',
  template: 'id parameters',
  replyTo: 'id',
};

/**
 * What is wrong with the detail of a request, which a page may have made up by hand: the name of a field that is missing
 * or is something else, or nothing.
 */
export function faultOf(name: string, given: unknown): string | undefined {
  if (!isFields(given)) return 'detail';
  const isGiven = (field: string): boolean =>
    given[field] !== undefined && (field !== 'conversationId' || given[field] !== '');
  const isMissing = (names: string): boolean => !names.split('|').some(isGiven);
  const isWrong = (field: string): boolean => given[field] !== undefined && FIELDS[field]?.(given[field]) === false;
  return NEEDED[name]?.split(' ').find(isMissing) ?? Object.keys(given).find(isWrong);
}

function isSound(name: string): Check {
  return (value) => faultOf(name, value) === undefined;
}
