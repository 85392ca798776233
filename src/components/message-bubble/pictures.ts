import type {LitElement, ReactiveController} from 'lit';
import {serverDrawing} from '../../controllers/server-drawing.js';
import type {Attachment} from '../../model/attachment.js';
import {mayLoadUnasked} from '../../model/local-address.js';
import type {MediaMode} from '../../model/media-mode.js';
import {messageKey, type Message} from '../../model/message.js';
import {safeUrl} from '../../model/safe-url.js';
import {wantsStill} from '../common.js';

/** What can be shown of an attachment. */
export type PictureView =
  /** Nothing but its name; with `isBroken`, it was tried. */
  | {readonly kind: 'link'; readonly isBroken: boolean}
  /** Sound or film, which loads when it is played. */
  | {readonly kind: 'play'; readonly source: string}
  /** It loads when it is asked for. */
  | {readonly kind: 'ask'}
  /** It may be a picture: a link until it has turned out to be one. */
  | {readonly kind: 'trial'; readonly source: string}
  | {
      readonly kind: 'picture';
      /** What is on screen; absent before anything is. */
      readonly shown?: string;
      /** What is to take its place once it is there. */
      readonly next?: string;
      /** It may move, which is not wanted unless asked for. */
      readonly isStill: boolean;
      readonly plays: boolean;
    };

interface State {
  readonly shown?: string;
  readonly failed?: string;
  readonly isAsked?: boolean;
  readonly plays?: boolean;
}

/** All others may be animations: only who decodes them can tell. */
const NEVER_MOVES = /\.(?:jpe?g|bmp|heic)$|^data:image\/jpeg/i;

/** What a bubble knows of the pictures of its message: which are there, which failed, which were asked for. */
export class Pictures implements ReactiveController {
  readonly #host: LitElement & {readonly media: MediaMode; readonly message?: Message};
  readonly #isAsServer: () => boolean;
  /** By the place among the attachments: an address may be a new one each time it is read. */
  #states = new Map<number, State>();
  #key: string | undefined;
  #isListening = false;

  constructor(host: LitElement & {readonly media: MediaMode; readonly message?: Message}) {
    this.#host = host;
    this.#isAsServer = serverDrawing(host);
    host.addController(this);
  }

  hostConnected(): void {
    if ([...this.#states.values()].some(({failed}) => failed !== undefined)) this.#listen();
  }

  hostDisconnected(): void {
    if (!this.#isListening) return;
    globalThis.removeEventListener?.('online', this.#tryAgain);
    document.removeEventListener('visibilitychange', this.#onVisible);
    this.#isListening = false;
  }

  hostUpdate(): void {
    const {message} = this.#host;
    const key = message && messageKey(message);
    if (key === this.#key) return;
    this.#key = key;
    this.#states = new Map();
  }

  /** What can be shown of the attachment at a place. */
  viewOf({kind, url, name = ''}: Attachment, place: number): PictureView {
    const source = kind === 'image' || kind === 'unknown' ? safeUrl(url, 'image') : undefined;
    const state = this.#states.get(place) ?? {};
    const {shown, failed} = state;
    if (kind === 'audio' || kind === 'video') {
      const played = safeUrl(url, 'link');
      const isPlayable = played && failed !== url && this.#host.media !== 'never';
      return isPlayable ? {kind: 'play', source: played} : {kind: 'link', isBroken: failed === url};
    }
    if (source === undefined) return {kind: 'link', isBroken: kind === 'image'};
    if (shown === undefined) {
      if (failed === source) return {kind: 'link', isBroken: kind === 'image'};
      if (!this.#mayLoad(source, state)) {
        return kind === 'image' && this.#host.media !== 'never' ? {kind: 'ask'} : {kind: 'link', isBroken: false};
      }
      if (kind === 'unknown') return {kind: 'trial', source};
    }
    const mayMove = !(NEVER_MOVES.test(name) || NEVER_MOVES.test(url.split(/[?#]/, 1)[0] ?? url));
    return {
      kind: 'picture',
      ...(shown !== undefined && {shown}),
      ...(shown !== source && failed !== source && {next: source}),
      // Who asks for no movement is not known on a server.
      isStill: mayMove && (this.#isAsServer() || wantsStill()),
      plays: state.plays ?? false,
    };
  }

  readonly ask = (place: number): void => this.#change(place, {isAsked: true});

  readonly togglePlaying = (place: number): void => this.#change(place, {plays: !this.#states.get(place)?.plays});

  readonly onLoad = (place: number, source: string): void => this.#change(place, {shown: source, failed: undefined});

  readonly onError = (place: number, source: string): void => {
    this.#change(place, {failed: source});
    this.#listen();
  };

  #mayLoad(source: string, {isAsked}: State): boolean {
    const {media, message} = this.#host;
    if (isAsked) return true;
    return mayLoadUnasked(source) && (media === 'always' || (media === 'ask' && message?.direction === 'outbound'));
  }

  #listen(): void {
    if (this.#isListening) return;
    this.#isListening = true;
    globalThis.addEventListener?.('online', this.#tryAgain);
    document.addEventListener('visibilitychange', this.#onVisible);
  }

  readonly #onVisible = (): void => {
    if (document.visibilityState === 'visible') this.#tryAgain();
  };

  /** What failed may have failed with the connection, or with a server that is back. */
  readonly #tryAgain = (): void => {
    for (const [place, {failed}] of this.#states) if (failed !== undefined) this.#change(place, {failed: undefined});
  };

  #change(place: number, change: State): void {
    this.#states.set(place, {...this.#states.get(place), ...change});
    this.#host.requestUpdate();
  }
}
