/** The dialog that makes files of what was written. */
export const exportWords = {
  exportTitle: 'Export',
  exportWhat: 'What',
  /** `{name}` is whom the conversation is with. */
  exportTranscript: 'The conversation with {name}',
  exportConsent: 'Consent of {name}',
  exportAllConsent: {
    one: 'Consent of the {count} conversation that is loaded',
    other: 'Consent of all {count} conversations that are loaded',
  },
  exportFormat: 'As',
  exportFormats: {csv: 'Table (CSV), for spreadsheets', text: 'Text', print: 'On paper, or PDF'},
  /** The conversation is here from its first message on. */
  exportIsWhole: {one: '{count} message: all there is', other: '{count} messages: all there are'},
  exportIsPart: {
    one: '{count} message is loaded. There are older ones.',
    other: '{count} messages are loaded. There are older ones.',
  },
  exportWithOlder: 'Load the older messages too',
  exportReading: {one: '{count} message read…', other: '{count} messages read…'},
  exportStop: 'Stop',
  exportNow: 'Export',
  exportCancel: 'Cancel',
  exportFailed: 'The older messages could not be read. Without them, what is loaded can be exported.',
  /** It was made: `{file}`. */
  exportDone: 'Exported: {file}',
  exportPrinted: 'Given to the printer',
  /** The beginning of the conversation is missing in what was made. */
  exportDonePart: 'Older messages are missing in it.',
  /** Of consents, only what is loaded can say by which message it was decided. */
  exportConsentHint: 'With the messages that decided it, as far as they are loaded.',
  /** In the head of a text: when it was made. `{time}` */
  exportedAt: 'Exported on {time}',
  exportWhole: 'From the first message on',
  exportPart: 'Incomplete: the conversation has older messages that are not in this file',
  exportTimeUnknown: 'Time unknown',
  exportYou: 'You',
  /** What consent is or became. */
  exportConsentStates: {
    'opted-in': 'Opted in',
    'opted-out': 'Opted out',
    'probably-opted-out': 'Probably opted out',
    unknown: 'Nothing known',
  },
  exportConsentKinds: {'opt-out': 'Opted out', 'opt-in': 'Opted in'},
  exportConsentNow: 'Now',
};

export type ExportWords = typeof exportWords;
