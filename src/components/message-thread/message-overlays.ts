import {html, type LitElement, type TemplateResult} from 'lit';
import {LateElements} from '../../controllers/late-elements.js';
import {StoreController} from '../../controllers/store-controller.js';
import type {MediaMode} from '../../model/media-mode.js';
import {safeUrl} from '../../model/safe-url.js';
import type {ActionItems} from '../action-list.js';
import type {MediaRequestEvent, MessageMenuRequestEvent} from '../message-bubble/message-bubble.events.js';
import type {ParlorMessageBubble} from '../message-bubble/message-bubble.js';
import type {MessageActionContext} from '../message-menu/default-actions.js';
import type {ThreadView} from './thread-view.js';

export interface OverlayOptions {
  readonly media: MediaMode;
  readonly actions: ActionItems<MessageActionContext> | undefined;
  readonly offersDetails: boolean;
}

/** What opens over a thread for one of its messages: its menu, and its pictures in place. Most readers never ask for them. */
export class MessageOverlays {
  readonly #host: LitElement;
  readonly #menu: LateElements;
  readonly #viewer: LateElements;

  constructor(host: LitElement) {
    this.#host = host;
    this.#menu = new LateElements(host, () => import('../message-menu/define.js'));
    // The menu explains what was not done, whoever asked for it.
    new StoreController(
      host,
      (store) => [store.messageChanges],
      ({messageChanges}) => void (messageChanges.state.failure && this.#menu.load()),
    );
    this.#viewer = new LateElements(host, () => import('../media-viewer/define.js'));
  }

  render({list, contactName}: ThreadView, {media, actions, offersDetails}: OverlayOptions): TemplateResult {
    return html`
      <parlor-message-menu
        exportparts="base: message-menu, item: message-menu-item, dialog: message-menu-dialog"
        .messageActions=${actions}
        .offersDetails=${offersDetails}
      ></parlor-message-menu>
      <parlor-media-viewer
        exportparts="base: media-viewer"
        .messages=${list.messages}
        .contactName=${contactName}
        .media=${media}
      ></parlor-media-viewer>
    `;
  }

  readonly onMenu = async (event: MessageMenuRequestEvent): Promise<void> => {
    const bubble = event.target as ParlorMessageBubble;
    await this.#menu.load();
    // Every listener has had its turn by now.
    if (event.defaultPrevented) return;
    await this.#host.renderRoot.querySelector('parlor-message-menu')?.show?.(bubble);
  };

  /** A picture that cannot be shown in place is still where its link leads. */
  readonly onMedia = async (event: MediaRequestEvent): Promise<void> => {
    const bubble = event.target as ParlorMessageBubble;
    await this.#viewer.load();
    if (event.defaultPrevented) return;
    const {detail} = event;
    const url = bubble.message?.attachments[detail.place]?.url ?? '';
    if (this.#viewer.hasFailed) open(safeUrl(url, 'link'), '_blank', 'noopener,noreferrer');
    else this.#host.renderRoot.querySelector('parlor-media-viewer')?.show(bubble, detail);
  };
}
