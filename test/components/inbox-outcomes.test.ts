import {expect, nextFrame, waitUntil} from '@open-wc/testing';
import type {ParlorInbox} from '../../src/components/inbox/inbox.js';
import type {MessagingAdapter} from '../../src/adapter/messaging-adapter.js';
import {adapters} from '../store/large-world.js';
import {
  all,
  bubbles,
  button,
  find,
  findRow,
  makeWorld,
  openConversation,
  openScene,
  row,
  send,
  threadIdOf,
  words,
  type World,
} from './inbox-scene.js';

/** What live regions of an inbox said, each time that something was added to one. */
function listen(inbox: ParlorInbox, role: 'status' | 'alert') {
  const said: string[] = [];
  const observer = new MutationObserver((changes) => {
    for (const {addedNodes, target} of changes) {
      const region = target instanceof Element ? target.closest(`[role=${role}]`) : null;
      if (!region) continue;
      for (const node of addedNodes) if (node.textContent?.trim()) said.push(node.textContent.trim());
    }
  });
  const observe = () =>
    [inbox, ...all(inbox, '*')].forEach(({shadowRoot}) => {
      if (shadowRoot) observer.observe(shadowRoot, {childList: true, subtree: true});
    });
  observe();
  return {
    observe,
    /** How often something like this was said. */
    count: (pattern: RegExp) => said.filter((text) => pattern.test(text)).length,
    said,
  };
}

async function hearing(name?: string) {
  const scene = await openScene();
  if (name) await openConversation(scene.inbox, name);
  const [quiet, urgent] = [listen(scene.inbox, 'status'), listen(scene.inbox, 'alert')];
  return {...scene, quiet, urgent};
}

describe('what became of a message is said', () => {
  it('once and quietly when it went', async () => {
    const {inbox, quiet, urgent} = await hearing('Works Fine');
    await send(inbox, 'Hello');
    await waitUntil(() => quiet.count(/Sent to Works Fine/) > 0);
    await send(inbox, 'Again');
    await waitUntil(() => quiet.count(/Sent to Works Fine/) === 2);
    expect(urgent.said).to.deep.equal([]);
  });

  for (const [name, pattern] of [
    ['Server Error', /Server Error.*provider has a problem/],
    ['No Credits', /Not sent to No Credits.*credits/],
    ['Rate Limited', /Rate Limited.*Too many/],
    ['Lost Request', /Lost Request may or may not/],
    ['Land Line', /Not sent to Land Line/],
  ] as const) {
    it(`once and at once when it did not: ${name}`, async () => {
      const {inbox, urgent, quiet} = await hearing();
      const id = inbox.store?.conversationList.state.conversations.find(
        ({participants: [contact]}) => contact?.name === name,
      )?.id;
      inbox.store?.select(id);
      await waitUntil(() => all(inbox, 'parlor-reply-box').length > 0);
      urgent.observe();
      quiet.observe();
      inbox.store?.send({conversationId: id ?? '', text: 'Hello'});
      await waitUntil(() => urgent.count(pattern) > 0, `it is said: ${urgent.said.join(' | ')}`);
      await nextFrame();
      await nextFrame();
      expect(urgent.count(pattern)).to.equal(1);
      expect(urgent.said.filter((text) => /provider has a problem|credits|Too many/.test(text)).length).to.be.at.most(
        1,
      );
      expect(quiet.count(/^Sent to/)).to.equal(0);
    });
  }

  it('by name where another conversation is open', async () => {
    const {inbox, urgent, ...world} = await hearing('Works Fine');
    inbox.store?.send({conversationId: threadIdOf(world, 'Error'), text: 'Hello'});
    await waitUntil(() => urgent.count(/Server Error/) === 1);
  });

  it('quietly when the device is offline, and again when it went', async () => {
    const {inbox, urgent, quiet} = await hearing('Works Fine');
    inbox.store?.outbox.setOnline(false);
    await send(inbox, 'Hello');
    await waitUntil(() => quiet.count(/Works Fine waits.*offline/) === 1);
    await waitUntil(() => bubbles(inbox).some((bubble) => /Hello.*Waits for a connection/.test(bubble)));
    expect(bubbles(inbox).join(), 'what waits is not being sent').not.to.include('Sending');
    inbox.store?.outbox.setOnline(true);
    await waitUntil(() => quiet.count(/Sent to Works Fine/) === 1);
    expect(quiet.count(/Works Fine waits/)).to.equal(1);
    expect(urgent.said).to.deep.equal([]);
  });

  it('when the carrier loses it later', async () => {
    const {inbox, urgent, clock} = await hearing('Carrier Fails');
    await send(inbox, 'Hello');
    await waitUntil(() => inbox.store?.outbox.state.unsent.count === 0);
    clock.advance(5000);
    await waitUntil(() => urgent.count(/Not delivered to Carrier Fails/) === 1);
    clock.advance(60_000);
    await inbox.store?.refresh();
    expect(urgent.count(/Not delivered/)).to.equal(1);
  });

  it('in the page’s own words', async () => {
    const {inbox, quiet} = await hearing('Works Fine');
    inbox.strings = {announceSent: 'Gesendet an {name}'};
    await inbox.updateComplete;
    await send(inbox, 'Hello');
    await waitUntil(() => quiet.count(/Gesendet an Works Fine/) === 1);
  });
});

describe('a message that the carrier lost', () => {
  const overBird = (world: World): MessagingAdapter => adapters['bird']?.({...world, requests: 0}) ?? world.adapter;

  for (const [provider, connect] of [
    ['memory', ({adapter}: World) => adapter],
    ['bird', overBird],
  ] as const) {
    for (const name of ['Carrier Fails', 'Carrier Undelivered']) {
      it(`is sent again as a new one, and no button is dead (${provider}, ${name})`, async () => {
        const world = makeWorld();
        const {inbox} = await openScene({world: {...world, adapter: connect(world)}});
        await openConversation(inbox, name);
        const id = threadIdOf(world, name.split(' ')[1] ?? '');
        const mine = () => world.backend.messagesOf(id).filter(({text}) => text === 'Lost one').length;
        await send(inbox, 'Lost one');
        await waitUntil(() => mine() === 1);
        await waitUntil(() => inbox.store?.outbox.state.unsent.count === 0);
        world.clock.advance(5000);
        await inbox.store?.refresh();
        await waitUntil(() => bubbles(inbox).some((text) => text.includes('Send again')));
        const thread = find(inbox, 'parlor-message-thread');
        expect(bubbles(inbox).at(-1)).not.to.include('Discard').and.not.to.include('Try again');
        button(thread, 'Send again').click();
        await waitUntil(() => mine() === 2, 'a new message is sent');
      });
    }
  }
});

describe('what did not leave', () => {
  it('is on its row and counted, and the count leads there', async () => {
    const {inbox, ...world} = await openScene();
    await openConversation(inbox, 'Server Error');
    await send(inbox, 'Needs a server');
    inbox.store?.select(threadIdOf(world, 'Fine'));
    await waitUntil(() => /(?:Not sent|Unconfirmed).*Needs a server/.test(words(row(inbox, 'Server Error'))));
    await waitUntil(() => words(inbox).includes('1 not sent'));
    inbox.store?.outbox.setOnline(false);
    inbox.store?.send({conversationId: threadIdOf(world, 'Slow'), text: 'Waits for the line'});
    await findRow(inbox, 'Carrier Slow');
    await waitUntil(() => /Waiting to be sent.*Waits for the line/.test(words(row(inbox, 'Carrier Slow'))));
    const chip = find<HTMLButtonElement>(inbox, '[part=unsent-button]');
    expect(words(chip)).to.include('2 not sent');
    chip.click();
    await waitUntil(() => threadIdOf(world, 'Error') === inbox.conversationId, 'what failed goes before what waits');
    await waitUntil(() => bubbles(inbox).some((text) => text.includes('Needs a server')));
    inbox.store?.outbox.setOnline(true);
    await waitUntil(() => inbox.store?.outbox.queue(threadIdOf(world, 'Slow')).length === 0);
    find(inbox, '[role=listbox]').parentElement?.scrollTo(0, 0);
    await nextFrame();
    await waitUntil(async () => !words(await findRow(inbox, 'Carrier Slow')).includes('Waiting to be sent'));
    expect(words(chip)).to.include('1 not sent');
  });
});

describe('listeners of the page', () => {
  it('that throw harm neither a send nor each other', async () => {
    const {inbox, ...world} = await openScene();
    const id = threadIdOf(world, 'Fine');
    const reported: unknown[] = [];
    const onError = globalThis.onerror;
    globalThis.onerror = (_message, _source, _line, _column, error) => {
      reported.push(error);
      return true;
    };
    try {
      const fail = () => {
        throw new Error('of the page');
      };
      const {store} = inbox;
      store?.onEvent(fail);
      store?.subscribe(fail);
      store?.outbox.subscribe(fail);
      store?.conversationList.subscribe(fail);
      store?.timeline(id).subscribe(fail);
      const told: string[] = [];
      for (const type of ['parlor-message-sent', 'parlor-draft-changed', 'parlor-send-request']) {
        inbox.addEventListener(type, fail);
        inbox.addEventListener(type, () => told.push(type));
      }
      await openConversation(inbox, 'Works Fine');
      await send(inbox, 'Through');
      await waitUntil(() => told.includes('parlor-message-sent'));
      expect(store?.outbox.state.unsent.count).to.equal(0);
      expect(world.backend.messagesOf(id).filter(({text}) => text === 'Through')).to.have.length(1);
      expect(reported.length).to.be.greaterThan(0);
      expect(reported.every((error) => error instanceof Error && error.message === 'of the page')).to.equal(true);
    } finally {
      globalThis.onerror = onError;
    }
  });
});
