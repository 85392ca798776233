import type {Attachment} from '../../src/model/attachment.js';
import type {Message} from '../../src/model/message.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

let counter = 0;

/** A message with everything a bubble needs; `ago` is in milliseconds before now. */
export function sampleMessage(
  text: string | null,
  {ago = 5 * MINUTE, ...change}: Partial<Message> & {readonly ago?: number} = {},
): Message {
  const direction = change.direction ?? 'inbound';
  return {
    id: `sample-${++counter}`,
    conversationId: 'c1',
    direction,
    text,
    attachments: [],
    status: direction === 'outbound' ? 'delivered' : 'received',
    at: Date.now() - ago,
    atSource: 'server',
    raw: undefined,
    ...change,
  };
}

const picture = (width: number, height: number, hue: number): string =>
  `data:image/svg+xml,${encodeURIComponent(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 400 300" preserveAspectRatio="xMidYMid slice">
      <rect width="400" height="300" fill="hsl(${hue} 45% 78%)"/><path d="M0 300V210l110-90 90 80 70-60 130 110v50z" fill="hsl(${hue} 35% 45%)"/>
      <circle cx="300" cy="80" r="34" fill="hsl(${hue} 70% 92%)"/></svg>`,
  )}`;

/** Pictures and files that need no network. */
export const samplePicture = (name = 'roof.jpg', width = 800, height = 600): Attachment => ({
  url: picture(width, height, 205),
  kind: 'image',
  name,
});
export const brokenPicture: Attachment = {url: 'https://example.invalid/gone.jpg', kind: 'image', name: 'gone.jpg'};
export const sampleFiles: readonly Attachment[] = [
  {url: 'https://example.com/estimate-2026-0417.pdf', kind: 'file', name: 'estimate-2026-0417.pdf'},
  {url: 'https://example.com/walkthrough.mp4', kind: 'video', name: 'walkthrough.mp4'},
  {url: 'https://example.com/voicemail.mp3', kind: 'audio', name: 'voicemail.mp3'},
];

/** Two days in which an inspection is arranged. */
export const sampleThread = (): readonly Message[] => [
  sampleMessage('Hi, this is Maya from Oak Street 12. Is the inspection still on for Wednesday?', {
    ago: DAY + 3 * HOUR,
  }),
  sampleMessage('I may have to leave town that day.', {ago: DAY + 3 * HOUR - MINUTE}),
  sampleMessage('Hello Maya! Yes, Wednesday at 10. Shall we look for another day?', {
    direction: 'outbound',
    status: 'read',
    ago: DAY + 2 * HOUR,
  }),
  sampleMessage('Thursday would be perfect', {
    ago: DAY + HOUR,
    insight: {sentiment: 'positive', requiresResponse: false},
  }),
  sampleMessage('🙏', {ago: DAY + HOUR - MINUTE}),
  sampleMessage('Then Thursday at ten it is. What to prepare: https://example.com/inspection/prepare?home=oak-12', {
    direction: 'outbound',
    ago: 50 * MINUTE,
  }),
  sampleMessage('Our technician will call fifteen minutes ahead.', {direction: 'outbound', ago: 49 * MINUTE}),
  sampleMessage('This is where the water comes in', {ago: 12 * MINUTE, attachments: [samplePicture()]}),
  sampleMessage('Could you bring somebody who can look at the gutter too?', {
    ago: 11 * MINUTE,
    insight: {sentiment: 'neutral', requiresResponse: true},
  }),
  sampleMessage('Of course, I have added it to the order.', {direction: 'outbound', ago: 2 * MINUTE}),
];

/** As many messages as are asked for, in runs of both sides over several days, ending `ago` before now. */
export function longThread(count: number, {ago = 3 * MINUTE, name = 'm'} = {}): readonly Message[] {
  const words = [
    'On my way now.',
    'Could you send me the address again? I think I wrote it down wrong last time we spoke.',
    'Sure!',
    'Oak Street 12, second floor. The bell says Fernández; if nobody answers, please ring the neighbour below.',
    'Thanks',
  ];
  return Array.from({length: count}, (_, index) => {
    const place = count - 1 - index;
    const direction = Math.floor(place / 3) % 2 === 0 ? 'inbound' : 'outbound';
    const text = words[place % words.length] ?? null;
    return sampleMessage(text, {id: `${name}-${place}`, direction, ago: ago + place * 25 * MINUTE});
  });
}

/** Every way a message can be stuck, with what can be done. */
export const troubledThread = (): readonly Message[] => [
  sampleMessage('Can you confirm the appointment?', {ago: 30 * MINUTE}),
  sampleMessage('Confirmed for Thursday.', {
    direction: 'outbound',
    status: 'undelivered',
    failure: {code: '30003', text: 'The handset is switched off or out of reach.'},
    ago: 20 * MINUTE,
  }),
  sampleMessage('Trying again from the office.', {
    direction: 'outbound',
    status: 'unconfirmed',
    id: 'local-1',
    localId: 'local-1',
    ago: 10 * MINUTE,
  }),
  sampleMessage('Please call us back when you read this.', {
    direction: 'outbound',
    status: 'failed',
    id: 'local-2',
    localId: 'local-2',
    failure: {text: 'There are not enough credits.'},
    ago: 4 * MINUTE,
  }),
  sampleMessage('The office is open until six.', {
    direction: 'outbound',
    status: 'pending',
    localId: 'local-3',
    ago: 0,
  }),
];

/** Texts that have broken other inboxes. */
export const hostileTexts: readonly string[] = [
  '<img src=x onerror="window.hacked = true"><script>window.hacked = true</script>',
  'javascript:alert(1) and data:text/html,<script>alert(1)</script>',
  'W'.repeat(10_000),
  '\u202e.gnp.exe\u202c looks like a picture \u2066 never closed',
  'مرحبا، هل الموعد يوم الخميس؟ https://example.com/موعد',
  'Z̶̖͌ȃ̵͈l̴͙͝g̷̫̈́o̴̗͘ '.repeat(10),
  'first line\n\n\tindented line',
];
