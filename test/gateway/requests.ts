import {ACCOUNT_IDS} from './accounts.js';

/** A request that an adapter makes. */
export interface Sample {
  readonly method: string;
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: Readonly<Record<string, unknown>>;
}

const SURGE = `/accounts/${ACCOUNT_IDS.surge.acme}`;
const BIRD = `/workspaces/${ACCOUNT_IDS.bird.acme}/conversations`;

/** One of each kind of request, and all that may be in it. */
export const SAMPLES: Readonly<Record<string, readonly Sample[]>> = {
  surge: [
    {method: 'GET', path: `${SURGE}/messages`, query: {after: 'C1'}},
    {method: 'POST', path: `${SURGE}/messages`, body: {conversation: {id: 'cnv_1'}, body: 'Hi'}},
    {method: 'GET', path: `${SURGE}/contacts`, query: {after: 'C1'}},
    {method: 'POST', path: `${SURGE}/contacts`, body: {phone_number: '+18015551234', first_name: 'Jo'}},
    {method: 'GET', path: `${SURGE}/phone_numbers`},
    {method: 'GET', path: '/contacts/ctc_1'},
    {method: 'PATCH', path: '/contacts/ctc_1', body: {phone_number: '+18015551234', metadata: {a: '1'}}},
  ],
  amplifi: [
    {method: 'GET', path: '/api/conversations', query: {unread: 'true', search: '+1919'}},
    {method: 'GET', path: '/api/conversations/%2B19195551234/messages', query: {limit: '50', cursor: 'x'}},
    {method: 'POST', path: '/api/conversations/%2B19195551234/reply', body: {message: 'Hi', normalizeText: true}},
  ],
  bird: [
    {method: 'GET', path: BIRD, query: {limit: '100', pageToken: 'x', reverse: 'true'}},
    {method: 'POST', path: BIRD, body: {name: '', channelId: 'ch', participants: []}},
    {method: 'GET', path: `${BIRD}/c-1`},
    {method: 'PATCH', path: `${BIRD}/c-1`, body: {status: 'closed'}},
    {method: 'DELETE', path: `${BIRD}/c-1`},
    {method: 'GET', path: `${BIRD}/c-1/messages`, query: {limit: '50'}},
    {method: 'POST', path: `${BIRD}/c-1/messages`, body: {participantType: 'accessKey', body: {type: 'text'}}},
    {method: 'DELETE', path: `${BIRD}/c-1/messages/m-1`},
    {method: 'GET', path: `${BIRD}/c-1/participants`, query: {limit: '100'}},
  ],
  digivault: [
    {method: 'GET', path: '/v1/conversations', query: {limit: '100', starting_after: 'x'}},
    {method: 'POST', path: '/v1/conversations', body: {contact_id: 'ct'}},
    {method: 'GET', path: '/v1/conversations/xgQQ'},
    {method: 'PUT', path: '/v1/conversations/xgQQ', body: {archived_at: 705103200}},
    {method: 'DELETE', path: '/v1/conversations/xgQQ'},
    {method: 'GET', path: '/v1/messages', query: {conversation_id: 'xgQQ', limit: '10', ending_before: 'y'}},
    {method: 'POST', path: '/v1/messages', body: {conversation_id: 'xgQQ', message: 'Hi'}},
    {method: 'DELETE', path: '/v1/messages/said'},
    {method: 'GET', path: '/v1/contacts', query: {limit: '100'}},
    {method: 'GET', path: '/v1/contacts/ct'},
    {method: 'GET', path: '/v1/groups', query: {limit: '100'}},
    {method: 'GET', path: '/v1/groups/gr'},
  ],
  agentphone: [
    {method: 'GET', path: '/v1/conversations', query: {limit: '20', offset: '0'}},
    {method: 'GET', path: '/v1/conversations/conv_1', query: {message_limit: '50'}},
    {method: 'PATCH', path: '/v1/conversations/conv_1', body: {metadata: null}},
    {method: 'GET', path: '/v1/conversations/conv_1/messages', query: {limit: '200', before: '2025-01-15T11:30:00Z'}},
    {method: 'POST', path: '/v1/messages', body: {to_number: '+15559876543', number_id: 'num', body: 'Hi'}},
    {method: 'POST', path: '/v1/messages/msg_1/reactions', body: {reaction: 'love'}},
    {method: 'GET', path: '/v1/numbers', query: {offset: '0'}},
    {method: 'GET', path: '/v1/contacts', query: {limit: '100', offset: '0', search: 'x'}},
  ],
};

const query = (given: Sample['query']): string => {
  const text = new URLSearchParams({...given}).toString();
  return text && `?${text}`;
};

/** As it is sent: the target as text, since a URL would tidy it up. */
export interface Sent {
  readonly why: string;
  readonly method: string;
  readonly target: string;
  readonly body?: string;
}

export const sent = ({method, path, query: given, body}: Sample, why = 'as it is'): Sent => ({
  why,
  method,
  target: path + query(given),
  ...(body && {body: JSON.stringify(body)}),
});

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND'];
const QUERIES = [
  'limit',
  'after',
  'cursor',
  'expand',
  'account_id',
  'callback',
  'conversation_id',
  'key',
  '__proto__',
  '',
];
const FIELDS = [
  'from',
  'draft',
  'account_id',
  'webhook_url',
  'outbound_disabled',
  'role',
  '__proto__',
  'constructor',
  '',
];

/** Requests that are nearly the same, of which an adapter makes none. */
export function* mutations(sample: Sample, samples: readonly Sample[]): Generator<Sent> {
  const {method, path, body} = sample;
  const has = (other: string, at: string) =>
    samples.some((each) => each.method === other && shapeOf(each.path) === shapeOf(at));
  const asIs = sent(sample);
  for (const other of METHODS) {
    if (!has(other, path)) yield {...asIs, method: other, why: `method ${other}`};
  }
  const parts = path.split('/').slice(1);
  const paths = [
    `${path}/`,
    `/${path}`,
    `${path}.json`,
    `${path};a=b`,
    `${path}%00`,
    `${path}/../../accounts`,
    `/x${path}`,
    path
      .replace('/v1/', '/v2/')
      .replace('/api/', '/apis/')
      .replace('/accounts/', '/account/')
      .replace('/workspaces/', '/w/'),
    ...parts.flatMap((part, index) => {
      const put = (...values: readonly string[]) => `/${parts.toSpliced(index, 1, ...values).join('/')}`;
      return [
        ...[put(), put('..'), put('.'), put('%2e%2e'), put('..%2f..'), put('%2F'), put('a%2Fb'), put('a%5Cb'), put('')],
        ...[put(part, 'x'), put('%'), put('%zz'), put('a%00b'), put('a%0d%0ab'), put('%ff'), put(`${part}%20%`)],
        ...[put(encodeHard(part))],
      ];
    }),
  ];
  for (const other of new Set(paths)) {
    if (!has(method, tidied(other))) yield {...asIs, target: other + query(sample.query), why: `path ${other}`};
  }
  const known = Object.keys(sample.query ?? {});
  for (const name of QUERIES.filter((each) => !isKnown(each, sample, samples))) {
    yield {...asIs, target: `${path}${query({...sample.query, [name]: 'x'})}`, why: `query ${name}`};
  }
  for (const name of known) {
    const twice = `${path}${query(sample.query)}&${name}=again`;
    yield {...asIs, target: twice, why: `query ${name} twice`};
    yield {...asIs, target: `${path}?${name}=${'x'.repeat(8001)}`, why: `query ${name} too long`};
  }
  if (!body) {
    if (method !== 'GET') yield {...asIs, body: '{}', why: 'a body'};
    return;
  }
  for (const name of FIELDS.filter((each) => !isField(each, sample))) {
    yield {...asIs, body: `{${JSON.stringify(name)}:1,${JSON.stringify(body).slice(1)}`, why: `field ${name}`};
  }
  for (const text of [
    '',
    '[]',
    'null',
    '"text"',
    '7',
    '{',
    '{}{}',
    `${JSON.stringify(body)}x`,
    'a=b',
    '\ufeff\ufeff{}',
  ]) {
    yield {...asIs, body: text, why: `body ${text}`};
  }
}

const encodeHard = (part: string): string =>
  [...part].map((character) => `%${character.charCodeAt(0).toString(16).padStart(2, '0')}`).join('');

/** What a URL makes of a path. */
const tidied = (path: string): string => new URL(path.replace(/^\/+/, '/'), 'http://x').pathname;

/** Ids stand for each other; what is fixed in a path does not. */
const FIXED = new Set([
  ...[
    'accounts',
    'messages',
    'contacts',
    'phone_numbers',
    'api',
    'conversations',
    'reply',
    'workspaces',
    'participants',
  ],
  ...['v1', 'groups', 'numbers', ACCOUNT_IDS.surge.acme, ACCOUNT_IDS.bird.acme],
]);
const shapeOf = (path: string): string =>
  path
    .split('/')
    .map((part) => (FIXED.has(part) || part === '' || !/^[\w.~%+-]+$/.test(part) ? part : isId(part) ? ':' : part))
    .join('/');
function isId(part: string): boolean {
  try {
    const value = decodeURIComponent(part);
    return encodeURIComponent(value) === part && !/^\.{0,2}$|[/\\\p{Cc}]/u.test(value);
  } catch {
    return false;
  }
}

const MAY: Readonly<Record<string, readonly string[]>> = {
  messages: ['after', 'limit', 'cursor', 'before', 'conversation_id'],
  contacts: ['after', 'limit'],
  phone_numbers: ['after'],
  conversations: ['limit'],
  groups: ['limit'],
  participants: ['limit'],
};
/** Names that some request to the place may have. */
const isKnown = (name: string, {path}: Sample, samples: readonly Sample[]): boolean =>
  samples.some((each) => each.path === path && name in (each.query ?? {})) ||
  (MAY[path.split('/').at(-1) ?? '']?.includes(name) ?? false);
const isField = (name: string, {path}: Sample): boolean => name === 'from' && path.endsWith('/messages');
