import type {Localizer} from '../../i18n/localizer.js';
import type {ExportWords} from '../../i18n/words/export.js';
import {consentChangeOf} from '../../model/consent-from-messages.js';
import {isConsentNews} from '../../model/consent-ledger.js';
import type {Conversation} from '../../model/conversation.js';
import type {Message} from '../../model/message.js';
import {shownAddress, shownName} from '../../model/shown-name.js';
import {isoInZone} from './csv.js';
import {fileNameOf, type Sheet} from './transcript.js';

type Words = Localizer<ExportWords>;

/** A conversation, and the messages of it that are loaded. */
export interface ConsentOf {
  readonly conversation: Conversation;
  readonly messages: readonly Message[];
}

/** What consent became by a message, or is now. */
interface ConsentEntry {
  readonly what: string;
  readonly kind: 'change' | 'now';
  readonly at: number | undefined;
  readonly evidence: string;
  readonly messageId: string;
  readonly source: string;
}

const COLUMNS = ['contact', 'number', 'own_number', 'kind', 'consent', 'time', 'evidence', 'message_id', 'source'];

/** Who agreed to be texted or did not, when, by which message, and who says so. */
export function consentLogOf(
  people: readonly ConsentOf[],
  {localizer, now, title}: {readonly localizer: Words; readonly now: number; readonly title: string},
): Sheet {
  const {strings} = localizer;
  const logs = people.map((person) => ({...person, entries: entriesOf(person)}));
  const stateWords = ({kind, what}: ConsentEntry) =>
    localizer.term(kind === 'now' ? 'exportConsentStates' : 'exportConsentKinds', what);
  const line = (entry: ConsentEntry): string => {
    const {kind, at, evidence, source} = entry;
    const time = at === undefined ? strings.exportTimeUnknown : localizer.full(at);
    const when = kind === 'now' ? strings.exportConsentNow : time;
    const quoted = evidence && ` “${evidence}”`;
    const since = kind === 'now' && at !== undefined ? ` (${localizer.fill(strings.since, {date: time})})` : '';
    return `${when}: ${stateWords(entry)}${since}${quoted} – ${localizer.term('sources', source)}`;
  };
  return {
    title,
    notes: [
      localizer.fill(strings.exportedAt, {time: `${localizer.full(now)} (${localizer.zone})`}),
      strings.exportConsentHint,
    ],
    table: [
      COLUMNS,
      ...logs.flatMap(({conversation, entries}) =>
        entries.map(({what, kind, at, evidence, messageId, source}) => [
          ...[shownName(conversation), addressesOf(conversation), conversation.ownEndpoint?.address ?? ''],
          ...[kind, what, at === undefined ? '' : isoInZone(at, localizer.zone), evidence, messageId, source],
        ]),
      ),
    ],
    sections: logs.map(({conversation, entries}) => ({
      heading: [shownName(conversation) || strings.unknownContact, shownAddress(addressesOf(conversation))]
        .filter((part, index, all) => part !== '' && all.indexOf(part) === index)
        .join(' · '),
      lines: entries.map(line),
    })),
    fileName: fileNameOf([title], now, localizer),
  };
}

const addressesOf = ({participants}: Conversation): string =>
  participants.flatMap(({address}) => address ?? []).join(' ');

function entriesOf({conversation, messages}: ConsentOf): readonly ConsentEntry[] {
  const entries: ConsentEntry[] = [];
  let known: 'opt-out' | 'opt-in' | undefined;
  for (const message of messages) {
    const change = consentChangeOf(message);
    if (!change || !isConsentNews(change, known)) continue;
    known = change.kind;
    const {at, text, id} = message;
    entries.push({what: change.kind, kind: 'change', at, evidence: text ?? '', messageId: id, source: change.source});
  }
  const {state, since, source} = conversation.consent;
  return [...entries, {what: state, kind: 'now', at: since, evidence: '', messageId: '', source}];
}
