import {expect, waitUntil} from '@open-wc/testing';
import fc from 'fast-check';
import type {MessagingAdapter} from '../../src/adapter/messaging-adapter.js';
import {COMMANDS} from '../../src/components/command-palette/commands.js';
import type {ParlorCommandPalette} from '../../src/components/command-palette/command-palette.js';
import '../../src/components/command-palette/define.js';
import {isApple} from '../../src/components/command-palette/shortcut.js';
import {createMemoryAdapter} from '../../src/providers/memory/index.js';
import {all, find, focused, has, makeWorld, openScene} from './inbox-scene.js';

const PLACES = {reply: 'parlor-reply-box', messages: '[role=region]', list: '[role=listbox]'} as const;
const TEXT = 'Are you there?';

/** Every way to press for a command, on the keys of this system. */
const PRESSES = COMMANDS.flatMap(({keys}) => keys).map((keys) => {
  const [mod, chord] = isApple() ? ['Meta', 'Control+Shift'] : ['Control', 'Alt+Shift'];
  const held = keys.replace('Mod', mod).replace('Chord', chord).split('+');
  const key = held.pop() ?? '';
  const [ctrlKey, altKey, shiftKey, metaKey] = ['Control', 'Alt', 'Shift', 'Meta'].map((name) => held.includes(name));
  return {key, ctrlKey, altKey, shiftKey, metaKey};
});

type Step =
  | {readonly kind: 'press'; readonly press: KeyboardEventInit}
  | {readonly kind: 'focus'; readonly place: keyof typeof PLACES}
  | {readonly kind: 'write'};

const REPLY_AND_NEXT: readonly Step[] = [
  {kind: 'focus', place: 'reply'},
  {kind: 'write'},
  {kind: 'press', press: {key: 'Enter', shiftKey: true, ctrlKey: !isApple(), metaKey: isApple()}},
];

const step = fc.oneof(
  fc.constantFrom(...PRESSES).map((press): Step => ({kind: 'press', press})),
  fc.constantFrom<keyof typeof PLACES>('reply', 'messages', 'list').map((place): Step => ({kind: 'focus', place})),
  fc.constant<Step>({kind: 'write'}),
);

/** Opens a contact's conversation, with a text kept from before, and takes the steps. @returns whom something went to */
async function sentAfter(firstName: string, steps: readonly Step[], optsOutMeanwhile = false) {
  const world = makeWorld('busy-inbox');
  const memory = createMemoryAdapter({backend: world.backend});
  const sent: string[] = [];
  const adapter = Object.assign(Object.create(memory) as MessagingAdapter, {
    sendMessage: (...[message, options]: Parameters<MessagingAdapter['sendMessage']>) => {
      sent.push(message.conversationId);
      return memory.sendMessage(message, options);
    },
    startConversation: (...[start, options]: Parameters<NonNullable<MessagingAdapter['startConversation']>>) => {
      sent.push(start.recipient.kind === 'group' ? '' : start.recipient.value);
      return memory.startConversation?.(start, options);
    },
  });
  const contact = world.backend.contacts().find((each) => each.firstName === firstName);
  const phone = contact?.phone ?? '';
  const id = world.backend.threadWithPhone(phone)?.id ?? '';
  const {inbox, place} = await openScene({world: {...world, adapter}});
  const {store} = inbox;
  inbox.addEventListener('parlor-call-request', (event) => event.preventDefault());
  store?.setDraft(id, 'Kept from before');
  store?.select(id);
  await waitUntil(() => has(inbox, 'parlor-message-bubble'));
  if (optsOutMeanwhile) {
    world.backend.receive({phone, text: 'STOP'});
    await waitUntil(() => store?.blockOf(id), 'that is known');
  }
  const palette = find<ParlorCommandPalette>(inbox, 'parlor-command-palette');
  for (const each of steps) {
    if (each.kind === 'write') write(inbox);
    else if (each.kind === 'focus') all(inbox, PLACES[each.place])[0]?.focus();
    else {
      const target = inbox.matches(':focus-within') ? focused() : find(inbox, PLACES.list);
      const event = {bubbles: true, composed: true, cancelable: true, ...each.press};
      target?.dispatchEvent(new KeyboardEvent('keydown', event));
    }
    await inbox.updateComplete;
    await palette.updateComplete;
  }
  // What was queued has left by then.
  await new Promise((resolve) => setTimeout(resolve));
  place.remove();
  return {toContact: sent.filter((to) => to === id || to === phone)};
}

/** Puts a text into whatever field for a reply there is. */
function write(inbox: ParentNode): void {
  for (const field of all<HTMLTextAreaElement>(inbox, 'textarea')) {
    field.value = TEXT;
    field.dispatchEvent(new Event('input', {bubbles: true, composed: true}));
  }
}

describe('Commands and consent', () => {
  it('send to whom they may', async () => {
    expect((await sentAfter('Priya', REPLY_AND_NEXT)).toContact).to.have.length(1);
  });

  it('send nothing to who opted out, or does so meanwhile, in no order, whatever is typed or was', async function () {
    this.timeout(120_000);
    await fc.assert(
      fc.asyncProperty(fc.array(step, {minLength: 4, maxLength: 20}), fc.boolean(), async (steps, optsOutMeanwhile) => {
        const all = [...steps, ...REPLY_AND_NEXT];
        const {toContact} = await sentAfter(optsOutMeanwhile ? 'Priya' : 'Greta', all, optsOutMeanwhile);
        expect(toContact, JSON.stringify(all)).to.deep.equal([]);
      }),
      {numRuns: 40},
    );
  });
});
