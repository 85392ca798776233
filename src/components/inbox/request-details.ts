import type {ParlorRequest} from '../requests.js';

type Check = (value: unknown) => boolean;
type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isText: Check = (value) => typeof value === 'string';
const isFlag: Check = (value) => typeof value === 'boolean';
const isMoment: Check = (value) => typeof value === 'number' && !Number.isNaN(new Date(value).getTime());
const isTexts: Check = (value) => Array.isArray(value) && value.every(isText);
const maybe =
  (check: Check): Check =>
  (value) =>
    value === undefined || value === null || check(value);

/** Checks of the named fields; the others are the business of whoever reads them. */
const withFields =
  (checks: Readonly<Record<string, Check>>): Check =>
  (value) =>
    isFields(value) && Object.entries(checks).every(([name, check]) => check(value[name]));

/** What each field is wherever it is given; one name means the same in every request. */
const FIELDS: Readonly<Record<string, Check>> = {
  conversationId: isText,
  messageId: isText,
  ownEndpointId: isText,
  text: isText,
  mediaUrls: isTexts,
  starred: isFlag,
  archived: isFlag,
  closed: isFlag,
  open: isFlag,
  at: isMoment,
  part: (value) => value === 'conversations' || value === 'messages',
  query: withFields({
    unread: maybe(isFlag),
    needsReply: maybe(isFlag),
    includeArchived: maybe(isFlag),
    search: maybe(isText),
  }),
  edit: withFields({base: maybe(isFields), changes: isFields}),
  request: withFields({recipient: withFields({kind: isText, value: isText}), text: maybe(isText)}),
};

/** What a request cannot do without; of several, separated by a bar, one will do. */
const NEEDED: Partial<Readonly<Record<ParlorRequest, string>>> = {
  'parlor-conversation-select-request': 'conversationId',
  'parlor-query-change-request': 'query',
  'parlor-reload-request': 'part',
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
  'parlor-metadata-edit-request': 'edit',
  'parlor-conversation-start-request': 'request',
};

/**
 * What is wrong with the detail of a request, which a page may have made up by hand: the name of a field that is missing
 * or is something else, or nothing.
 */
export function faultOf(type: string, detail: unknown): string | undefined {
  const needed = (NEEDED as Readonly<Record<string, string | undefined>>)[type];
  const names = needed?.split('|') ?? [];
  const given = detail === null || detail === undefined ? {} : detail;
  if (!isFields(given)) return 'detail';
  if (names.length > 0 && names.every((name) => given[name] === undefined)) return names.join(' or ');
  return Object.entries(FIELDS).find(([name, check]) => given[name] !== undefined && !check(given[name]))?.[0];
}
