import {expect, nextFrame, waitUntil} from '@open-wc/testing';
import {all, openConversation, openScene, receive, saysInThread, setHidden, words} from './inbox-scene.js';

describe('a reader who comes back', () => {
  afterEach(() => setHidden(false));

  for (const [name, settle] of [
    ['', () => nextFrame().then(nextFrame)],
    [', also who left before anything was on screen', () => Promise.resolve()],
  ] as const) {
    it(`finds what came meanwhile below a divider${name}`, async () => {
      const scene = await openScene({});
      await openConversation(scene.inbox, 'Works Fine');
      await settle();
      setHidden(true);
      receive(scene, 'Fine', 'First of two');
      scene.clock.advance(1000);
      receive(scene, 'Fine', 'Second of two');
      await saysInThread(scene.inbox, 'Second of two');
      setHidden(false);
      const [list] = all(scene.inbox, 'ol');
      await waitUntil(() => all(scene.inbox, '[part~="unread-divider"]').length === 1, 'there is a divider');
      const rows = [...(list?.children ?? [])].map((row) => words(row));
      const divider = rows.findIndex((row) => row === 'New');
      expect(rows[divider + 1]).to.include('First of two');
      expect(all(scene.inbox, '[part~="unread-divider"]')[0]?.ariaLabel).to.equal('New messages from here on');
    });
  }
});
