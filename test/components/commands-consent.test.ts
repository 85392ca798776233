import {expect, waitUntil} from '@open-wc/testing';
import fc from 'fast-check';
import type {MessagingAdapter} from '../../src/adapter/messaging-adapter.js';
import {COMMANDS} from '../../src/components/command-palette/commands.js';
import type {ParlorCommandPalette} from '../../src/components/command-palette/command-palette.js';
import '../../src/components/bulk-actions/define.js';
import type {ParlorBulkActions} from '../../src/components/bulk-actions/bulk-actions.js';
import '../../src/components/command-palette/define.js';
import {isApple} from '../../src/controllers/keep-typing.js';
import type {ParlorConversationList} from '../../src/components/conversation-list/conversation-list.js';
import type {ParlorInbox} from '../../src/components/inbox/inbox.js';
import '../../src/components/row-actions/define.js';
import {createMemoryAdapter} from '../../src/providers/memory/index.js';
import {all, find, focused, has, makeWorld, openScene} from './inbox-scene.js';

const PLACES = {reply: 'parlor-reply-box', messages: '[role=region]', list: '[role=listbox]'} as const;
const TEXT = 'Are you there?';
const SAVED = [{id: 'there', title: 'There', text: TEXT}];

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
  | {readonly kind: 'write'}
  /** Begins a saved reply. */
  | {readonly kind: 'slash'}
  /** Opens the contact by number, with a text. */
  | {readonly kind: 'open'}
  /** Everything in the list is chosen, and the actions on all of them, or a row's own, are pressed: by their place. */
  | {readonly kind: 'bulk'; readonly place: number}
  | {readonly kind: 'row'; readonly place: number}
  /** A page's own button reacts to the newest message. */
  | {readonly kind: 'react'};

const REPLY_AND_NEXT: readonly Step[] = [
  {kind: 'focus', place: 'reply'},
  {kind: 'write'},
  {kind: 'press', press: {key: 'Enter', shiftKey: true, ctrlKey: !isApple(), metaKey: isApple()}},
];

const ENTER: Step = {kind: 'press', press: {key: 'Enter'}};

const step = fc.oneof(
  fc.constantFrom(...PRESSES).map((press): Step => ({kind: 'press', press})),
  fc.constantFrom<keyof typeof PLACES>('reply', 'messages', 'list').map((place): Step => ({kind: 'focus', place})),
  fc.constant<Step>({kind: 'write'}),
  fc.constant<Step>({kind: 'slash'}),
  fc.constant<Step>({kind: 'open'}),
  fc.constant<Step>({kind: 'react'}),
  fc.constant<Step>(ENTER),
  fc.nat(7).map((place): Step => ({kind: 'bulk', place})),
  fc.nat(5).map((place): Step => ({kind: 'row', place})),
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
    react: (...given: Parameters<NonNullable<MessagingAdapter['react']>>) => {
      sent.push(given[0]);
      return memory.react?.(...given);
    },
    startConversation: (...[start, options]: Parameters<NonNullable<MessagingAdapter['startConversation']>>) => {
      sent.push(start.recipient.kind === 'group' ? '' : start.recipient.value);
      return memory.startConversation?.(start, options);
    },
  });
  const contact = world.backend.contacts().find((each) => each.firstName === firstName);
  const phone = contact?.phone ?? '';
  const id = world.backend.threadWithPhone(phone)?.id ?? '';
  const {inbox, place} = await openScene({world: {...world, adapter}, settings: {savedReplies: SAVED}});
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
    else if (each.kind === 'slash') await slash(inbox);
    else if (each.kind === 'open') await inbox.openConversation({phone, text: TEXT});
    else if (each.kind === 'react') react(inbox);
    else if (each.kind === 'bulk') await pressForAll(inbox, each.place);
    else if (each.kind === 'row') await pressInRow(inbox, each.place);
    else if (each.kind === 'focus') all(inbox, PLACES[each.place])[0]?.focus();
    else {
      const target = inbox.matches(':focus-within') ? focused() : (all(inbox, PLACES.list)[0] ?? inbox);
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

async function pressForAll(inbox: ParentNode, place: number): Promise<void> {
  const list = find<ParlorConversationList>(inbox, 'parlor-conversation-list');
  list.selecting = true;
  list.checkedIds = new Set((list.conversations ?? []).map(({id}) => id));
  await list.updateComplete;
  const bar = find<ParlorBulkActions>(list, 'parlor-bulk-actions');
  await bar.updateComplete;
  const buttons = all(bar, '[part=button]');
  buttons[place % Math.max(1, buttons.length)]?.click();
  await new Promise((resolve) => setTimeout(resolve));
}

/** Whatever can be done to the open conversation's row, deleting aside, after which there is nobody to reach. */
async function pressInRow(inbox: ParlorInbox, place: number): Promise<void> {
  const list = find<ParlorConversationList>(inbox, 'parlor-conversation-list');
  list.toggleSelecting();
  list.selecting = false;
  list.focus();
  await list.updateComplete;
  const row = all(list, '.row').find(({dataset}) => dataset['id'] === inbox.store?.state.selectedId);
  row?.dispatchEvent(new PointerEvent('contextmenu', {bubbles: true, cancelable: true}));
  await new Promise((resolve) => setTimeout(resolve));
  const inMenu = all(list, '[role=menuitem]:not(.delete)');
  inMenu[place % Math.max(1, inMenu.length)]?.click();
  await list.updateComplete;
}

function react(inbox: ParlorInbox): void {
  const conversationId = inbox.store?.state.selectedId ?? '';
  const messageId = inbox.store?.threadMessages(conversationId).at(-1)?.id ?? '';
  const detail = {conversationId, messageId, reaction: 'love'};
  inbox.dispatchEvent(new CustomEvent('parlor-react-request', {bubbles: true, cancelable: true, detail}));
}

/** Puts a text into whatever field for a reply there is. */
function write(inbox: ParentNode): void {
  for (const field of all<HTMLTextAreaElement>(inbox, 'textarea')) {
    field.value = TEXT;
    field.dispatchEvent(new Event('input', {bubbles: true, composed: true}));
  }
}

/** Begins a text with a slash, and waits for what that offers. */
async function slash(inbox: ParentNode): Promise<void> {
  const [field] = all<HTMLTextAreaElement>(inbox, '[part=input]');
  if (!field) return;
  field.focus();
  field.value = '/';
  field.setSelectionRange(1, 1);
  field.dispatchEvent(new InputEvent('input', {data: '/', inputType: 'insertText', bubbles: true, composed: true}));
  const isThere = () => !has(inbox, 'parlor-saved-replies') || has(inbox, '#items');
  await waitUntil(isThere, 'saved replies are offered');
}

describe('Commands and consent', () => {
  it('send a saved reply to whom they may', async () => {
    const steps: readonly Step[] = [{kind: 'slash'}, ENTER, ...REPLY_AND_NEXT.slice(-1)];
    expect((await sentAfter('Priya', steps)).toContact).to.have.length(1);
  });

  it('send to whom they may', async () => {
    expect((await sentAfter('Priya', REPLY_AND_NEXT)).toContact).to.have.length(1);
  });

  it('react to what was said by whom they may', async () => {
    expect((await sentAfter('Priya', [{kind: 'react'}])).toContact).to.have.length(1);
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
