import {expect, fixture, html} from '@open-wc/testing';
import type {ParlorMessageBubble} from '../../src/components/message-bubble/message-bubble.js';
import '../../src/components/message-bubble/define.js';
import type {ParlorReplyBox} from '../../src/components/reply-box/reply-box.js';
import '../../src/components/reply-box/define.js';
import {contrast, drawn} from '../support/contrast.js';
import {messageAt} from './thread-scene.js';

const partOf = (element: Element, name: string): CSSStyleDeclaration => {
  const part = element.shadowRoot?.querySelector(`[part~=${name}]`);
  if (!part) throw new Error(`There is no ${name}.`);
  return getComputedStyle(part);
};

const ACCENTS = ['#b3005e', '#ffd400', '#0a7d4f', '#93b2ff', '#111111', '#ff5500', '#6b6b6b', '#8a8a8a', '#00ffff'];

for (const scheme of ['light', 'dark']) {
  describe(`a page with a colour of its own, in ${scheme} colours`, () => {
    for (const accent of ['', ...ACCENTS]) {
      it(`has what was sent, and the button that sends, in ${accent || 'ours'}, and both can be read`, async () => {
        const around = await fixture(html`
          <div style="color-scheme: ${scheme}; ${accent && `--parlor-color-accent: ${accent}`}">
            <parlor-message-bubble
              .message=${messageAt(0, 'm', {direction: 'outbound', text: 'Hello'})}
            ></parlor-message-bubble>
            <parlor-reply-box value="Hello"></parlor-reply-box>
          </div>
        `);
        const bubble = around.querySelector<ParlorMessageBubble>('parlor-message-bubble');
        const replyBox = around.querySelector<ParlorReplyBox>('parlor-reply-box');
        await Promise.all([bubble?.updateComplete, replyBox?.updateComplete]);
        if (!bubble || !replyBox) throw new Error('Something is missing.');
        const styles = [partOf(bubble, 'bubble'), partOf(replyBox, 'send-button')];
        for (const style of styles) {
          if (accent) expect(drawn(style.backgroundColor)).to.deep.equal(drawn(accent));
          const {color, backgroundColor} = style;
          expect(contrast(color, backgroundColor), `${color} on ${backgroundColor}`).to.be.at.least(4.5);
        }
      });
    }
  });
}
