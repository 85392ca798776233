import type {Backend} from '../../../backend/backend.js';
import type {PastMessage} from '../../../backend/requests.js';
import type {StoredMessage, Thread} from '../../../backend/types.js';
import type {WireBody, WireParticipant} from '../wire.js';
import {workspaceOf} from './workspace.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** A channel like WhatsApp: until the contact wrote, only templates arrive. */
export const WHATSAPP_CHANNEL = 'channel-whatsapp';

/** A template of the made-up workspace. */
export const WELCOME_TEMPLATE = {
  projectId: '4720942c-9bde-4934-ab77-f600743894a1',
  version: '5c0e4db5-20f2-4224-86f4-fce052997608',
  locale: 'en',
  text: 'Hello {{name}}, this is Larkspur Cycles. May we write to you here?',
};

type Said = readonly [message: PastMessage, body?: WireBody];

/**
 * Adds conversations with what only Bird has: bodies that are not texts, moving pictures, e-mails in HTML, a closed conversation, a
 * group with more participants than a conversation shows, and a WhatsApp contact who has not answered yet.
 */
export function addBirdExtras(backend: Backend): void {
  const workspace = workspaceOf(backend);
  const now = backend.clock.now();
  const ago = (time: number): number => now - time;
  const them = (at: number, text: string | null): PastMessage => ({direction: 'inbound', text, at});
  const us = (at: number, text: string): PastMessage => ({direction: 'outbound', text, at});

  const add = (name: string, phone: string, messages: readonly Said[], ownNumberId?: string): Thread => {
    const [firstName = '', lastName = ''] = name.split(' ');
    const contact = backend.addContact({firstName, lastName, phone});
    const thread = backend.addThread({
      contactId: contact.id,
      messages: messages.map(([message]) => message),
      ...(ownNumberId !== undefined && {ownNumberId}),
    });
    const stored: readonly StoredMessage[] = backend.messagesOf(thread.id);
    messages.forEach(([, body], index) => {
      const message = stored[index];
      if (body && message) workspace.noteMessage(message.id, {body});
    });
    return thread;
  };

  backend.addOwnNumber({id: WHATSAPP_CHANNEL, phone: '+16145550102', label: 'WhatsApp'});
  workspace.templateOnlyChannels.add(WHATSAPP_CHANNEL);
  add(
    'Wanda Hasnotanswered',
    '+16145550190',
    [[us(ago(20 * MINUTE), 'Hello Wanda, this is Larkspur Cycles. May we write to you here?')]],
    WHATSAPP_CHANNEL,
  );

  add('Erin Mailer', 'erin.mailer@example.com', [
    [
      them(ago(26 * HOUR), 'Is the Wayfarer in stock?\nErin'),
      {
        type: 'html',
        html: {
          html: '<p>Is the <b>Wayfarer</b> in stock?</p><p>Erin</p>',
          text: 'Is the Wayfarer in stock?\r\nErin\r\n',
        },
      },
    ],
    [us(ago(25 * HOUR), 'It is. Shall we put one aside?')],
    [
      them(ago(24.5 * HOUR), 'Yes & thank you!'),
      {
        type: 'html',
        html: {html: '<html><head><style>p{color:red}</style></head><body><p>Yes &amp; thank you!</p></body></html>'},
      },
    ],
    [
      them(ago(24 * HOUR), null),
      {type: 'html', html: {html: '<img src="https://media.larkspur-cycles.example/banner.png">', text: ''}},
    ],
  ]);

  add('Otis Otherbodies', '+16145550191', [
    [
      us(ago(3.2 * HOUR), 'Which one is yours?'),
      {type: 'carousel', carousel: {items: [{title: 'Wayfarer'}, {title: 'Courier'}]}},
    ],
    [
      us(ago(3.1 * HOUR), 'When may we call?'),
      {type: 'list', list: {text: 'When may we call?', items: [{title: 'Morning'}, {title: 'Evening'}]}},
    ],
    [them(ago(3 * HOUR), null), {type: 'location', location: {coordinates: {latitude: 38.9, longitude: -77.03}}}],
  ]);

  add('Gigi Moving', 'gigi.moving@example.com', [
    [
      them(ago(4 * HOUR), 'S’il vous plaît…'),
      {
        type: 'html',
        html: {html: '<p>S&rsquo;il vous pla&icirc;t&hellip;</p>', text: 'S&rsquo;il vous pla&icirc;t&hellip;'},
      },
    ],
    [them(ago(3.9 * HOUR), null), {type: 'gif', gif: {mediaUrl: 'https://media.larkspur-cycles.example/wheelie.gif'}}],
  ]);

  const closed = add('Clara Closed', '+16145550192', [
    [them(ago(30 * HOUR), 'All sorted, thanks!')],
    [us(ago(29.5 * HOUR), 'Glad to hear it.')],
  ]);
  workspace.change(closed, {status: 'closed'});

  const group = add('Grace Groupride', '+16145550193', [[them(ago(5 * HOUR), 'Sunday ride, who is in?')]]);
  for (let index = 0; index < 7; index++) workspace.join(group, rider(index));
  workspace.change(group, {name: 'Sunday ride'});
}

const rider = (index: number): WireParticipant => ({
  id: `6f1d2c3b-0000-4000-8000-00000000000${index}`,
  type: 'contact',
  status: 'active',
  displayName: `Rider ${index + 1}`,
  avatarUrl: '',
  contact: {
    identifierKey: 'phonenumber',
    identifierValue: `+1614555018${index}`,
    platformAddress: `+1614555018${index}`,
  },
});
