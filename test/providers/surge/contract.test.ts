import {describeAdapterContract} from '../../adapter/contract-suite.js';
import {inProcess} from '../../adapter/in-process.js';
import {overHttp} from '../../adapter/over-http.js';
import {surgeContract, type SurgeSwitches} from './contract-set-up.js';

/** Everything undocumented that pages, their order or their bounds depend on. */
const PAGING: readonly SurgeSwitches[] = (['newest-first', 'oldest-first'] as const).flatMap((order) =>
  [false, true].flatMap((repeatsAtCursor) =>
    (['typeid', 'opaque'] as const).map((ids) => ({
      ...{webhooks: true, order, repeatsAtCursor, ids},
      pageSize: ids === 'typeid' ? 20 : 9,
      omitsMissingCursors: repeatsAtCursor,
    })),
  ),
);

/** What depends on how pages are cut. */
const PAGED = ['the list of conversations', 'the messages of a conversation', 'sending'];
/** What depends neither on pages nor on what answers say; it is tried once. */
const UNRELATED = ['answers nobody expected', 'trouble on the way', 'calling off', 'keys and signing in'];

const nameOf = ({webhooks, ...mock}: SurgeSwitches): string => {
  const switches = Object.entries(mock).map(([name, value]) => `${name}: ${String(value)}`);
  return [webhooks ? 'with webhooks' : 'by looking alone', ...switches].join(', ');
};

describe('Surge', () => {
  const {connect} = overHttp();

  const connections: readonly SurgeSwitches[] = [
    ...PAGING,
    {webhooks: true, statusInAnswers: true, contactNames: false},
    {webhooks: true, conversationInMessages: 'id-only'},
    {webhooks: false, statusInAnswers: true},
    {webhooks: false, order: 'oldest-first', retryAfterAsDate: true},
  ];

  for (const connection of connections) {
    const isFirst = connection === connections[0];
    describeAdapterContract(
      `the Surge adapter ${nameOf(connection)}`,
      surgeContract(connection, isFirst ? connect : inProcess),
      (group) => isFirst || (PAGING.includes(connection) ? PAGED.includes(group) : !UNRELATED.includes(group)),
    );
  }
});
