import {expect, fixture, html, waitUntil} from '@open-wc/testing';
import {sendKeys, setViewport} from '../support/commands.js';
import type {ParlorLauncher} from '../../src/components/launcher/launcher.js';
import {placePanel} from '../../src/components/launcher/panel-place.js';
import {all, button, facts, find, focused, has, isVisible, makeWorld, row, words, type World} from './inbox-scene.js';

interface Scene extends World {
  readonly launcher: ParlorLauncher;
  readonly place: HTMLElement;
}

async function openPage(settings: Partial<ParlorLauncher> = {}): Promise<Scene> {
  const world = makeWorld('busy-inbox');
  const place = await fixture<HTMLElement>(
    html`<div>
      <main><button type="button">Buy</button></main>
      <parlor-launcher></parlor-launcher>
    </div>`,
  );
  const launcher = find<ParlorLauncher>(place, 'parlor-launcher');
  Object.assign(launcher, {adapter: world.adapter, locale: 'en-GB', ...settings});
  await waitUntil(() => launcher.store?.conversationList.state.status === 'ready', 'the count is live');
  await launcher.updateComplete;
  return {...world, launcher, place};
}

const opener = (launcher: ParlorLauncher) => find<HTMLButtonElement>(launcher, '[part=button]');
const panel = (launcher: ParlorLauncher) => find<HTMLDialogElement>(launcher, '[part=panel]');
const isOpen = (launcher: ParlorLauncher) => panel(launcher).checkVisibility();

describe('<parlor-launcher>', () => {
  it('says what is unread before anybody opens it, and draws no inbox until then', async () => {
    const {launcher} = await openPage();
    expect(has(launcher, 'parlor-inbox')).to.equal(false);
    const count = launcher.unreadCount?.count ?? 0;
    expect(count).to.be.greaterThan(0);
    expect(opener(launcher).ariaLabel).to.match(new RegExp(`^Messages, (At least )?${count} unread conversations$`));
    expect(opener(launcher).ariaExpanded).to.equal('false');
    await expect(launcher).to.be.accessible();
  });

  it('opens the inbox on the same store, beside a page that can be used, and goes back by Escape', async () => {
    const {launcher, place} = await openPage();
    const toggled = facts(launcher, 'parlor-launcher-toggled');
    opener(launcher).focus();
    await sendKeys({press: 'Enter'});
    await waitUntil(() => has(launcher, '[role=option]'), 'the list is drawn');
    expect(launcher.inbox?.store).to.equal(launcher.store);
    expect(opener(launcher).ariaExpanded).to.equal('true');
    expect(opener(launcher).getAttribute('aria-controls')).to.equal(panel(launcher).id);
    expect(focused()).to.equal(panel(launcher));
    button(place, 'Buy').focus();
    expect(focused()?.textContent).to.equal('Buy');
    panel(launcher).focus();
    await sendKeys({press: 'Escape'});
    await waitUntil(() => !isOpen(launcher), 'the panel is closed');
    expect(focused()).to.equal(opener(launcher));
    expect(toggled.map(({detail}) => detail.open)).to.deep.equal([true, false]);
    await expect(launcher).to.be.accessible();
  });

  it('goes one step back in the inbox by Escape before it closes', async () => {
    const {launcher} = await openPage();
    launcher.show();
    await waitUntil(() => has(launcher, '[role=option]'));
    all<HTMLElement>(launcher, '[role=option]')[0]?.click();
    await waitUntil(() => has(launcher, 'textarea'), 'the reply box is drawn');
    const textarea = find<HTMLTextAreaElement>(launcher, 'textarea');
    textarea.focus();
    await sendKeys({type: 'Half a thought'});
    await sendKeys({press: 'Escape'});
    expect(isOpen(launcher)).to.equal(true);
    button(launcher, 'Close messages').click();
    await waitUntil(() => !isOpen(launcher));
    opener(launcher).click();
    await waitUntil(() => isVisible(launcher, 'textarea'), 'what was open is there again');
    expect(find<HTMLTextAreaElement>(launcher, 'textarea').value).to.equal('Half a thought');
  });

  it('stays open while Escape puts away what is open over its inbox', async () => {
    const {launcher} = await openPage();
    launcher.show();
    await waitUntil(() => has(launcher, '[role=option]'));
    all<HTMLElement>(launcher, '[role=option]')[0]?.click();
    await waitUntil(() => has(launcher, 'textarea'), 'the reply box is drawn');
    const textarea = find<HTMLTextAreaElement>(launcher, 'textarea');
    textarea.focus();
    await sendKeys({press: 'Control+K'});
    await waitUntil(() => focused()?.getAttribute('part') === 'search', 'the palette is open');
    await sendKeys({press: 'Escape'});
    await waitUntil(() => focused() === textarea, 'the reply has the focus again');
    expect(isOpen(launcher)).to.equal(true);
  });

  it('hands on what a page changes of the inbox in it', async () => {
    const {launcher} = await openPage({
      renderRow: (conversation) => `Drawn by the page: ${conversation.id}`,
      renderMessage: () => 'A body of the page',
      conversationActions: () => [{id: 'mine', label: 'Mine', run: () => undefined}],
      savedReplies: [{id: 'thanks', title: 'Thanks', text: 'Thank you'}],
    });
    launcher.show();
    await waitUntil(() => words(launcher).includes('Drawn by the page'), 'rows');
    launcher.store?.select(launcher.store.conversationList.state.conversations[0]?.id);
    await waitUntil(() => words(launcher).includes('A body of the page'), 'messages');
    await waitUntil(() => all(launcher, '[part=saved-replies-button]').length > 0, 'saved replies');
    await waitUntil(() => button(launcher, 'Mine').isConnected, 'actions');
  });

  it('marks nothing as read while it is closed', async () => {
    const {launcher, backend} = await openPage();
    launcher.show();
    await waitUntil(() => has(launcher, '[role=option]'));
    const conversation = launcher.store?.conversationList.state.conversations.find(({unread}) => !unread.has);
    launcher.store?.select(conversation?.id);
    await waitUntil(() => has(launcher, 'parlor-message-bubble'));
    launcher.close();
    await waitUntil(() => !isOpen(launcher));
    const {count = 0} = launcher.unreadCount ?? {};
    backend.receive({phone: conversation?.participants[0]?.address ?? '', text: 'Are you there?'});
    await waitUntil(() => launcher.unreadCount?.count === count + 1, 'it counts');
    launcher.show();
    await waitUntil(() => launcher.unreadCount?.count === count, 'it is read once it is on screen');
  });

  it('opens by a note about a message, and by a page that selects', async () => {
    const {launcher} = await openPage();
    const conversationId = launcher.store?.conversationList.state.conversations[1]?.id ?? '';
    launcher.dispatchEvent(
      new CustomEvent('parlor-conversation-select-request', {detail: {conversationId}, bubbles: true, composed: true}),
    );
    await waitUntil(() => isOpen(launcher) && launcher.store?.state.selectedId === conversationId);
  });

  it('opens the conversation with somebody in its panel, and says there what cannot be opened', async () => {
    const {launcher, backend} = await openPage();
    const [somebody] = backend.contacts();
    const outcome = await launcher.openConversation({phone: somebody?.phone ?? ''});
    expect(outcome.outcome).to.equal('opened');
    expect(isOpen(launcher)).to.equal(true);
    await waitUntil(() => words(launcher).includes(somebody?.lastName ?? '?'), 'it is seen');
    expect((await launcher.openConversation({phone: '+12025559999'})).outcome).to.equal('not-opened');
    await waitUntil(() => words(launcher).includes('(202) 555-9999'), 'it is said');
  });

  it('takes the whole of a small screen, and the focus stays in it', async () => {
    await setViewport({width: 360, height: 640});
    try {
      const {launcher} = await openPage();
      launcher.show();
      await waitUntil(() => has(launcher, '[role=option]'));
      const {left, top, width, height} = panel(launcher).getBoundingClientRect();
      expect([left, top, width, height]).to.deep.equal([0, 0, 360, 640]);
      expect(panel(launcher).matches(':modal')).to.equal(true);
      expect(row(launcher, '')).to.not.equal(undefined);
      await sendKeys({press: 'Escape'});
      await waitUntil(() => !isOpen(launcher));
      expect(focused()).to.equal(opener(launcher));
    } finally {
      await setViewport({width: 800, height: 600});
    }
  });

  it('lets go of its store when it leaves the page, and comes back closed', async () => {
    const {launcher, place} = await openPage();
    launcher.show();
    await waitUntil(() => has(launcher, '[role=option]'));
    launcher.remove();
    await waitUntil(() => launcher.store === undefined);
    place.append(launcher);
    await waitUntil(() => launcher.store?.conversationList.state.status === 'ready');
    expect(isOpen(launcher)).to.equal(false);
    launcher.show();
    await waitUntil(() => has(launcher, '[role=option]') && launcher.inbox?.store === launcher.store);
  });
});

describe('where a panel opens', () => {
  const view = {width: 1200, height: 800};
  const wanted = {width: 400, height: 640};

  it('is above a button in the corner, ending where the button does', () => {
    expect(placePanel({left: 1128, top: 728, width: 56, height: 56}, view, wanted)).to.deep.equal({
      ...{left: 784, top: 80, width: 400, height: 640},
    });
  });

  it('is below a button of a menu, beginning where the button does', () => {
    expect(placePanel({left: 40, top: 10, width: 40, height: 40}, view, wanted)).to.deep.equal({
      ...{left: 40, top: 58, width: 400, height: 640},
    });
  });

  it('is no higher than there is room, and covers its button where there is none', () => {
    const small = {width: 800, height: 500};
    expect(placePanel({left: 700, top: 440, width: 56, height: 56}, small, wanted).height).to.equal(420);
    const low = placePanel({left: 700, top: 140, width: 40, height: 40}, {width: 800, height: 320}, wanted);
    expect(low).to.deep.equal({left: 340, top: 12, width: 400, height: 296});
  });

  it('never leaves the view', () => {
    expect(placePanel({left: 2, top: 10, width: 40, height: 40}, {width: 320, height: 900}, wanted)).to.include({
      ...{left: 12, width: 296},
    });
  });
});
