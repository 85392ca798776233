import {expect, fixture, html, oneEvent, waitUntil} from '@open-wc/testing';
import {sendKeys} from '../support/commands.js';
import type {LitElement} from 'lit';
import '../../src/components/command-palette/define.js';
import '../../src/components/export/define.js';
import '../../src/components/media-viewer/define.js';
import '../../src/components/start-conversation/define.js';
import {NO_CAPABILITIES} from '../../src/model/capabilities.js';
import {make, press} from './conversation-actions-scene.js';
import {bubbleNamed, messageAt, root, threadOf} from './thread-scene.js';

const PICTURE = 'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>';

/** Every element that asks or shows something over the page: how it is opened. */
const ELEMENTS: Record<string, () => Promise<{element: LitElement; open: () => unknown}>> = {
  'the commands': async () => {
    const element = await fixture<HTMLElementTagNameMap['parlor-command-palette']>(
      html`<parlor-command-palette></parlor-command-palette>`,
    );
    return {element, open: () => element.show('shortcuts')};
  },
  'an export': async () => {
    const element = await fixture<HTMLElementTagNameMap['parlor-export']>(html`<parlor-export></parlor-export>`);
    return {element, open: () => element.show()};
  },
  'a new conversation': async () => {
    const element = await fixture<HTMLElementTagNameMap['parlor-start-conversation']>(
      html`<parlor-start-conversation></parlor-start-conversation>`,
    );
    return {element, open: () => element.show()};
  },
  'the question before deleting': async () => {
    const {element} = await make({capabilities: {...NO_CAPABILITIES, deleteConversation: 'native'}});
    return {element, open: () => press(element, 'Delete')};
  },
  'a picture': async () => {
    const thread = await threadOf({
      messages: [messageAt(0, 'm', {attachments: [{kind: 'image', name: 'one.svg', url: PICTURE}]})],
    });
    const picture = () => bubbleNamed(thread, 'm-0').shadowRoot?.querySelector<HTMLElement>('[part~=attachment]');
    picture()?.click();
    await waitUntil(() => customElements.get('parlor-media-viewer'));
    await waitUntil(() => root(thread).querySelector('parlor-media-viewer')?.shadowRoot?.querySelector('dialog'));
    const element = root(thread).querySelector('parlor-media-viewer');
    if (!element) throw new Error('no viewer');
    await waitUntil(() => element.shadowRoot?.querySelector('dialog')?.open);
    element.shadowRoot?.querySelector('dialog')?.close();
    await waitUntil(() => element.shadowRoot?.querySelector('img') === null);
    return {element, open: () => picture()?.click()};
  },
};

for (const [name, make] of Object.entries(ELEMENTS)) {
  describe(`the dialog of ${name}`, () => {
    const opened = async () => {
      const {element, open} = await make();
      await open();
      const dialog = element.shadowRoot?.querySelector('dialog');
      if (!dialog) throw new Error('no dialog');
      await waitUntil(() => dialog.open, 'it is open');
      await element.updateComplete;
      return {element, dialog, open};
    };

    it('stays closed where the browser closed it, whatever is drawn before that is told', async () => {
      const {element, dialog} = await opened();
      const told = oneEvent(dialog, 'close');
      dialog.close();
      element.requestUpdate();
      await element.updateComplete;
      expect(dialog.open).to.equal(false);
      await told;
      await element.updateComplete;
      expect(dialog.open).to.equal(false);
    });

    it('opens anew right after Escape, and stays open', async () => {
      const {element, dialog, open} = await opened();
      const told = oneEvent(dialog, 'close');
      dialog.addEventListener('cancel', () => queueMicrotask(() => void open()), {once: true});
      await sendKeys({press: 'Escape'});
      await told;
      await element.updateComplete;
      await waitUntil(() => dialog.open, 'it is open again');
      expect(dialog.matches(':modal')).to.equal(true);
    });

    it('is closed by leaving the page, and is so when it comes back', async () => {
      const {element, dialog} = await opened();
      const {parentNode, nextSibling} = element;
      element.remove();
      parentNode?.insertBefore(element, nextSibling);
      element.requestUpdate();
      await element.updateComplete;
      expect(dialog.open).to.equal(false);
    });
  });
}
