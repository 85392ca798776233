import {expect, waitUntil} from '@open-wc/testing';
import {emulateMedia, sendKeys, setViewport} from '../support/commands.js';
import type {ParlorCommandPalette} from '../../src/components/command-palette/command-palette.js';
import type {CommandsRequestDetail} from '../../src/components/command-palette/command-palette.events.js';
import type {ParlorInbox} from '../../src/components/inbox/inbox.js';
import {isApple} from '../../src/controllers/keep-typing.js';
import {english} from '../../src/i18n/english.js';
import {createMemoryAdapter} from '../../src/providers/memory/index.js';
import {button, find, focused, has, makeWorld, openScene, threadIdOf, type Scene} from './inbox-scene.js';
import {overflowing} from './element-helpers.js';

/** The conversation below the open one. */
const nextOf = ({inbox: {store}}: Scene): string | undefined => {
  const {conversations = []} = store?.conversationList.state ?? {};
  return conversations[conversations.findIndex(({id}) => id === store?.state.selectedId) + 1]?.id;
};

const paletteOf = ({inbox}: Scene) => find<ParlorCommandPalette>(inbox, 'parlor-command-palette');
const shadow = (scene: Scene): ShadowRoot => {
  const {shadowRoot} = paletteOf(scene);
  if (!shadowRoot) throw new Error('The palette has not been loaded.');
  return shadowRoot;
};
const dialog = (scene: Scene): HTMLDialogElement => {
  const found = shadow(scene).querySelector('dialog');
  if (!found) throw new Error('There is no dialog.');
  return found;
};
const wordsOf = (element: Element | null | undefined): string =>
  element instanceof HTMLElement ? element.innerText.replace(/\s+/g, ' ').trim() : '';
const options = (scene: Scene): readonly string[] =>
  [...shadow(scene).querySelectorAll('[role=option]')].map((option) => wordsOf(option.querySelector('.what')));
const told = (scene: Scene): string => wordsOf(shadow(scene).querySelector('[role=status]'));

const partOfFocus = (): string => focused()?.getAttribute('part') ?? '';

const focusMessages = (scene: Scene): void => find(scene.inbox, '[role=region][part~=base]').focus();

/** A conversation that has been read is open, and the focus is in its messages. */
async function openConversation(settings: Partial<ParlorInbox> = {}, width = 780): Promise<Scene> {
  const world = makeWorld('busy-inbox');
  const scene = await openScene({
    world: {...world, adapter: createMemoryAdapter({backend: world.backend})},
    width,
    settings,
  });
  const {store} = scene.inbox;
  store?.select(store.conversationList.state.conversations.find(({unread}) => !unread.has)?.id);
  await waitUntil(() => has(scene.inbox, 'parlor-message-bubble'), 'the conversation is open');
  await waitUntil(() => has(scene.inbox, '[part="input"]'), 'it can be replied to');
  focusMessages(scene);
  return scene;
}

async function show(scene: Scene, mode: CommandsRequestDetail['show'] = 'commands'): Promise<void> {
  await import('../../src/components/command-palette/define.js');
  paletteOf(scene).show(mode);
  await paletteOf(scene).updateComplete;
}

const press = async (key: string): Promise<void> => sendKeys({press: key});

describe('<parlor-command-palette>', () => {
  describe('finding', () => {
    it('offers everything that can be done, by group, and nothing that cannot', async () => {
      const scene = await openConversation();
      await show(scene);
      expect(dialog(scene).matches(':modal')).to.equal(true);
      expect(partOfFocus()).to.equal('search');
      expect(options(scene)).to.include(english.archiveAndNext);
      expect(options(scene)).to.include(`${english.markUnread} ${english.onThisDeviceOnly}`);
      expect(options(scene), 'the embedded provider closes nothing').to.not.include(english.closeAndNext);
      await expect(paletteOf(scene)).to.be.accessible();
    });

    it('finds a person by a part of the name, or of the number', async () => {
      const scene = await openConversation();
      await show(scene);
      await sendKeys({type: 'greta lind'});
      await paletteOf(scene).updateComplete;
      expect(options(scene)[0]).to.match(/^Greta Lindqvist-Moreau/);
      await press('Enter');
      await waitUntil(() => scene.inbox.store?.selected?.participants[0]?.name === 'Greta Lindqvist-Moreau');
    });

    it('says how much was found, and that nothing was', async () => {
      const scene = await openConversation();
      await show(scene);
      const status = () => wordsOf(shadow(scene).querySelector('dialog [role=status]'));
      await sendKeys({type: 'star'});
      await paletteOf(scene).updateComplete;
      expect(status()).to.match(/^\d+ results?$/);
      await sendKeys({type: ' qqq'});
      await paletteOf(scene).updateComplete;
      expect(options(scene), 'the list may know more').to.deep.equal([
        english.searchConversationsFor.replace('{search}', 'star qqq'),
      ]);
    });

    it('goes round and round by the arrows, and names the line it is on', async () => {
      const scene = await openConversation();
      await show(scene);
      const active = () =>
        shadow(scene)
          .getElementById(focused()?.getAttribute('aria-activedescendant') ?? '')
          ?.getAttribute('aria-selected');
      expect(active()).to.equal('true');
      await press('ArrowUp');
      await paletteOf(scene).updateComplete;
      expect(active()).to.equal('true');
      expect(focused()?.getAttribute('aria-activedescendant')).to.equal(`item-${options(scene).length - 1}`);
    });

    it('finds a command by what else it may be looked for by, in words that can be replaced', async () => {
      const scene = await openConversation({strings: {commandSearchWords: {star: 'leuchten'}}});
      await show(scene);
      for (const [search, label] of [
        ['keys', english.showShortcuts],
        ['leuchten', english.star],
      ] as const) {
        await sendKeys({press: 'Control+A'});
        await sendKeys({type: search});
        await paletteOf(scene).updateComplete;
        expect(options(scene)[0]).to.equal(label);
      }
    });

    it('finds a message in what is loaded, says that it is that, and opens it in its conversation', async () => {
      const scene = await openConversation();
      const {store} = scene.inbox;
      const {selectedId = ''} = store?.state ?? {};
      const [wanted] = store?.timeline(selectedId).state.messages.filter(({text}) => (text?.length ?? 0) > 20) ?? [];
      store?.select(store.conversationList.state.conversations.find(({id}) => id !== selectedId)?.id);
      await scene.inbox.updateComplete;
      await show(scene);
      await sendKeys({type: wanted?.text?.slice(0, 20) ?? ''});
      await paletteOf(scene).updateComplete;
      expect(wordsOf(shadow(scene).getElementById('title-messages'))).to.equal(english.messagesLoadedHere);
      const lines = [...shadow(scene).querySelectorAll<HTMLElement>('[aria-labelledby=title-messages] [role=option]')];
      expect(wordsOf(lines[0])).to.include(wanted?.text?.slice(0, 20) ?? '');
      await expect(paletteOf(scene)).to.be.accessible();
      lines[0]?.click();
      await waitUntil(() => store?.state.selectedId === selectedId);
      await waitUntil(() => partOfFocus() === 'base', 'in the messages');
    });

    it('hands what is typed to the search of the list', async () => {
      const scene = await openConversation();
      await show(scene);
      await sendKeys({type: 'noor haddad'});
      await press('ArrowUp');
      await press('Enter');
      await waitUntil(() => scene.inbox.store?.conversationList.state.query.search === 'noor haddad');
      await waitUntil(() => focused()?.role === 'listbox', 'the focus is in what was found');
    });
  });

  describe('keys', () => {
    it('are taken in the inbox only', async () => {
      const scene = await openConversation();
      const outside = document.createElement('button');
      scene.place.append(outside);
      outside.focus();
      await press('?');
      await press('Control+K');
      focusMessages(scene);
      await press('Shift');
      await waitUntil(() => paletteOf(scene).shadowRoot !== null);
      await paletteOf(scene).updateComplete;
      expect(dialog(scene).open).to.equal(false);
    });

    it('are left alone where a page vetoes what they ask for', async () => {
      const scene = await openConversation();
      const {store} = scene.inbox;
      const id = store?.state.selectedId;
      scene.place.addEventListener('parlor-archive-request', (event) => event.preventDefault());
      await show(scene);
      paletteOf(scene).close();
      await paletteOf(scene).updateComplete;
      await press('e');
      await scene.inbox.updateComplete;
      expect(store?.state.selectedId).to.equal(id);
      expect(store?.selected?.status).to.equal('active');
    });

    it('are kept from what is around the inbox where they were for it', async () => {
      const scene = await openConversation();
      const heard: string[] = [];
      scene.place.addEventListener('keydown', (event) => heard.push(event.key));
      find(scene.inbox, '[part="input"]').focus();
      await press('Escape');
      await waitUntil(() => partOfFocus() === 'base', 'one step back');
      await press('Escape');
      await waitUntil(() => focused()?.role === 'listbox', 'another one');
      expect(heard).to.deep.equal([]);
      await press('Escape');
      expect(heard, 'in the list there is none').to.deep.equal(['Escape']);
    });

    for (const field of ['the reply', 'the search of its messages']) {
      it(`are taken one after the other in ${field}`, async () => {
        const scene = await openConversation();
        const ids = (scene.inbox.store?.conversationList.state.conversations ?? []).map(({id}) => id);
        const place = ids.indexOf(scene.inbox.store?.state.selectedId ?? '');
        const heard: string[] = [];
        const listening = new AbortController();
        const hear = ({key}: KeyboardEvent) => heard.push(key);
        await press('r');
        await waitUntil(() => partOfFocus() === 'input');
        if (field !== 'the reply') {
          await press(isApple() ? 'Control+Shift+F' : 'Alt+Shift+F');
          await waitUntil(() => partOfFocus() === 'field');
        }
        document.addEventListener('keydown', hear, {signal: listening.signal});
        await press('ArrowLeft');
        expect(heard, 'what moves in the text stays there').to.deep.equal([]);
        for (const [key, next] of [
          ['Alt+ArrowDown', place + 1],
          ['Alt+ArrowDown', place + 2],
          ['Alt+ArrowUp', place + 1],
        ] as const) {
          await press(key);
          await waitUntil(() => scene.inbox.store?.state.selectedId === ids[next], key);
        }
        listening.abort();
      });
    }

    it('held down archive once', async () => {
      const scene = await openConversation();
      await show(scene);
      paletteOf(scene).close();
      await paletteOf(scene).updateComplete;
      let asked = 0;
      scene.inbox.addEventListener('parlor-archive-request', () => asked++);
      for (const repeat of [false, true, true]) {
        focused()?.dispatchEvent(
          new KeyboardEvent('keydown', {key: 'e', repeat, bubbles: true, composed: true, cancelable: true}),
        );
      }
      expect(asked).to.equal(1);
    });

    it('are those of an input method while it composes', async () => {
      const scene = await openConversation();
      await show(scene);
      paletteOf(scene).close();
      await paletteOf(scene).updateComplete;
      focused()?.dispatchEvent(
        new KeyboardEvent('keydown', {
          key: 'Escape',
          isComposing: true,
          bubbles: true,
          composed: true,
          cancelable: true,
        }),
      );
      expect(partOfFocus()).to.equal('base');
    });

    it('are named to assistive technology', async () => {
      const scene = await openConversation();
      await show(scene);
      paletteOf(scene).close();
      await waitUntil(() => find(scene.inbox, '[part="input"]').hasAttribute('aria-keyshortcuts'));
      expect(find(scene.inbox, '[part="input"]').getAttribute('aria-keyshortcuts')).to.equal('R Alt+Shift+R');
      expect(find(scene.inbox, '[part="search"]').getAttribute('aria-keyshortcuts')).to.equal('/');
      const details = find(scene.inbox, 'parlor-conversation-actions');
      await waitUntil(() => details.shadowRoot?.querySelector('.details')?.hasAttribute('aria-keyshortcuts'));
      scene.inbox.shortcuts = 'off';
      await waitUntil(() => !find(scene.inbox, '[part="input"]').hasAttribute('aria-keyshortcuts'));
    });
  });

  describe('the list of keys', () => {
    it('has what this provider can do, and lets shortcuts of a single key be switched off on this device', async () => {
      const scene = await openConversation();
      await show(scene, 'shortcuts');
      const terms = [...shadow(scene).querySelectorAll('dt')].map(wordsOf);
      expect(terms).to.include(english.archiveAndNext);
      expect(terms).to.not.include(english.closeAndNext);
      await expect(paletteOf(scene)).to.be.accessible();

      const before = shadow(scene).querySelectorAll('dd .keys').length;
      shadow(scene).querySelector<HTMLElement>('[type=checkbox]')?.click();
      await paletteOf(scene).updateComplete;
      expect(shadow(scene).querySelectorAll('dd .keys').length).to.be.lessThan(before);
      const other = await openConversation();
      await show(other, 'shortcuts');
      expect(shadow(other).querySelector<HTMLInputElement>('[type=checkbox]')?.checked).to.equal(false);
      shadow(other).querySelector<HTMLElement>('[type=checkbox]')?.click();
    });
  });

  describe('going to a date', () => {
    it('asks for a day, and goes there', async () => {
      const scene = await openConversation();
      const thread = find(scene.inbox, 'parlor-message-thread');
      const days: unknown[] = [];
      Object.assign(thread, {scrollToDate: (day: unknown) => days.push(day)});
      await show(scene, 'date');
      const field = shadow(scene).querySelector<HTMLInputElement>('#date');
      expect(focused()).to.equal(field);
      await expect(paletteOf(scene)).to.be.accessible();
      if (field) field.value = '2026-03-29';
      await press('Enter');
      await waitUntil(() => days.length > 0);
      expect(days).to.deep.equal(['2026-03-29']);
      await waitUntil(() => partOfFocus() === 'base', 'the focus is in the messages');
    });
  });

  describe('what it does', () => {
    const doCommand = async (scene: Scene, words: string): Promise<void> => {
      await show(scene);
      await sendKeys({type: words});
      await paletteOf(scene).updateComplete;
      await press('Enter');
    };

    it('marks unread, says that only this device knows, and takes it back', async () => {
      const scene = await openConversation();
      const {store} = scene.inbox;
      await doCommand(scene, 'mark as unread');
      await waitUntil(() => store?.selected?.unread.has);
      expect(told(scene)).to.equal(english.markedUnread);
      await doCommand(scene, 'mark as read');
      await waitUntil(() => !store?.selected?.unread.has);
    });

    for (const dir of ['ltr', 'rtl']) {
      it(`is told of above the reply box, however high that is, in a narrow inbox (${dir})`, async () => {
        await setViewport({width: 360, height: 640});
        const scene = await openConversation({}, 360);
        scene.place.dir = dir;
        await scene.inbox.insertText('One\ntwo\nthree\nfour\nfive\nsix');
        await import('../../src/components/command-palette/define.js');
        focusMessages(scene);
        await press('u');
        await waitUntil(() => told(scene) === english.markedUnread);
        const note = shadow(scene).querySelector('.notice')?.getBoundingClientRect();
        const reply = find(scene.inbox, 'parlor-reply-box').getBoundingClientRect();
        expect(note?.height).to.be.greaterThan(0);
        expect(note?.bottom).to.be.at.most(reply.top);
        expect([(note?.left ?? -1) >= 0, (note?.right ?? 999) <= 360]).to.deep.equal([true, true]);
        await setViewport({width: 800, height: 600});
      });
    }

    it('goes on to the next as it archives, and the last one can be taken back', async () => {
      const scene = await openConversation();
      const {store} = scene.inbox;
      const id = store?.state.selectedId ?? '';
      const next = nextOf(scene);
      await doCommand(scene, 'archive');
      await waitUntil(() => store?.state.selectedId === next);
      await waitUntil(() => store?.conversation(id)?.status === 'archived');
    });

    it('with `auto-advance` does so also for the button', async () => {
      const scene = await openConversation();
      const {store} = scene.inbox;
      scene.inbox.setAttribute('auto-advance', '');
      const next = nextOf(scene);
      button(scene.inbox, english.moreActions).click();
      await waitUntil(() => find(scene.inbox, '.menu-item.archive').checkVisibility());
      find(scene.inbox, '.menu-item.archive').click();
      await waitUntil(() => store?.state.selectedId === next);
    });

    it('goes one step back: from the reply to the messages, to the list', async () => {
      const scene = await openConversation();
      await show(scene);
      await press('Escape');
      find(scene.inbox, 'parlor-reply-box').focus();
      await press('Escape');
      await waitUntil(() => partOfFocus() === 'base');
      await press('Escape');
      await waitUntil(() => focused()?.role === 'listbox');
    });

    it('leaves the conversation where it covers the list', async () => {
      const scene = await openConversation({}, 380);
      await show(scene);
      paletteOf(scene).close();
      await paletteOf(scene).updateComplete;
      await press('Escape');
      await waitUntil(() => scene.inbox.store?.state.selectedId === undefined);
      await waitUntil(() => focused()?.role === 'listbox');
    });

    it('says so where there is no other conversation', async () => {
      const scene = await openConversation();
      const {store} = scene.inbox;
      await show(scene);
      paletteOf(scene).close();
      await paletteOf(scene).updateComplete;
      store?.select(store.conversationList.state.conversations[0]?.id);
      await scene.inbox.updateComplete;
      focusMessages(scene);
      await press('k');
      await waitUntil(() => told(scene) === english.noPrevious);
    });
  });

  describe('looks', () => {
    afterEach(async () => {
      await setViewport({width: 800, height: 600});
      await emulateMedia({colorScheme: 'light', forcedColors: 'none'});
    });

    for (const mode of ['commands', 'shortcuts', 'date'] as const) {
      it(`fits a screen 320 px wide, in both directions and both themes: ${mode}`, async () => {
        await setViewport({width: 320, height: 568});
        for (const dir of ['ltr', 'rtl']) {
          for (const colorScheme of ['light', 'dark'] as const) {
            await emulateMedia({colorScheme});
            const scene = await openConversation({theme: colorScheme}, 320);
            scene.place.dir = dir;
            await show(scene, mode);
            expect(overflowing(paletteOf(scene))).to.deep.equal([]);
            await expect(paletteOf(scene)).to.be.accessible();
            paletteOf(scene).close();
          }
        }
      });
    }
  });

  it('takes keys by command from the attribute as well, and leaves out what is written wrongly', async () => {
    const scene = await openConversation();
    await show(scene);
    paletteOf(scene).close();
    for (const [shortcuts, expected] of [
      ['{"focus-reply": "Alt+z", "search": "", "star": 7}', 'Alt+Z'],
      ['{"focus-reply":', 'R Alt+Shift+R'],
      ['modified', 'Alt+Shift+R'],
    ] as const) {
      scene.inbox.setAttribute('shortcuts', shortcuts);
      await waitUntil(() => find(scene.inbox, '[part="input"]').getAttribute('aria-keyshortcuts') === expected);
    }
    scene.inbox.setAttribute('shortcuts', 'off');
    await waitUntil(() => !find(scene.inbox, '[part="input"]').hasAttribute('aria-keyshortcuts'));
  });

  it('leaves the list of keys to be read on a page at 400 %', async () => {
    await setViewport({width: 320, height: 256});
    const scene = await openConversation({}, 320);
    await show(scene, 'shortcuts');
    const names = [...shadow(scene).querySelectorAll('dt')];
    for (const place of [1, names.length - 2]) {
      names[place]?.scrollIntoView({block: 'center'});
      const inSight = names.filter((name) => {
        const {left, top, height} = name.getBoundingClientRect();
        return shadow(scene).elementFromPoint(left + 2, top + height / 2) === name;
      });
      expect(inSight.length, 'several are in sight at once').to.be.at.least(2);
    }
    await setViewport({width: 800, height: 600});
  });

  it('has the keys of a group below its heading', async () => {
    await setViewport({width: 1000, height: 700});
    const scene = await openConversation();
    await show(scene, 'shortcuts');
    const lefts = [...shadow(scene).querySelectorAll('.group')].map(
      (group) =>
        new Set([...group.querySelectorAll('h3, dl > div')].map((each) => each.getBoundingClientRect().left)).size,
    );
    expect(lefts.every((columns) => columns === 1)).to.equal(true);
    await setViewport({width: 800, height: 600});
  });

  for (const mode of ['commands', 'shortcuts'] as const) {
    it(`says in forced colours which line it is on: ${mode}`, async () => {
      await emulateMedia({forcedColors: 'active'});
      const scene = await openConversation();
      await show(scene, mode);
      if (mode === 'commands') {
        const line = shadow(scene).querySelector('.item.active');
        expect(line && getComputedStyle(line).outlineStyle).to.equal('solid');
        const signs = [...shadow(scene).querySelectorAll('.item .svg-icon')];
        const colours = new Set(signs.map((sign) => getComputedStyle(sign).color));
        expect([...colours], 'signs are of the reader’s colour').to.deep.equal([getComputedStyle(dialog(scene)).color]);
      }
      await expect(paletteOf(scene)).to.be.accessible();
      await emulateMedia({forcedColors: 'none'});
    });
  }

  it('takes words of the page’s own', async () => {
    const scene = await openConversation({strings: {goToDate: 'Datum', commandGroups: {help: 'Hilfe'}}});
    await show(scene);
    expect(options(scene)).to.include('Datum');
    expect(wordsOf(dialog(scene))).to.include('Hilfe');
  });

  it('offers nothing that needs a reply where the inbox is only for reading', async () => {
    const world = makeWorld('send-fails');
    const scene = await openScene({world, settings: {readonly: true}});
    scene.inbox.store?.select(threadIdOf(world, 'Fine'));
    await scene.inbox.updateComplete;
    await show(scene);
    expect(options(scene)).to.not.include(english.replyAndNext);
    expect(options(scene)).to.not.include(english.focusReply);
    expect(options(scene)).to.not.include(english.startConversation);
  });
});
