import {pageShared} from '../../util/page-shared.js';

/** The page has one title, however many inboxes it has: writes their sum before what the page itself says. */
class TitleWriter {
  readonly #counts = new Map<object, string>();
  readonly #observer = new MutationObserver(() => this.#write());
  /** The page's own title. */
  #own = '';
  /** What was written last, as the browser gives it back. */
  #written: string | undefined;

  set(owner: object, count: string): void {
    if ((this.#counts.get(owner) ?? '') === count) return;
    if (count) this.#counts.set(owner, count);
    else this.#counts.delete(owner);
    this.#write();
  }

  #write(): void {
    const {title} = document;
    // The page wrote another one meanwhile: that holds from now on. It may have made it of what it read.
    if (title !== this.#written) this.#own = this.#withoutCount(title);
    this.#observer.disconnect();
    const prefix = this.#prefix;
    if (!prefix) {
      if (title === this.#written) document.title = this.#own;
      this.#written = undefined;
      return;
    }
    document.title = `${prefix}${this.#own}`;
    this.#written = document.title;
    this.#observer.observe(document.head, {childList: true, subtree: true, characterData: true});
  }

  get #prefix(): string {
    const counts = [...this.#counts.values()];
    return counts.length > 0 ? `(${counts.join(', ')}) ` : '';
  }

  #withoutCount(title: string): string {
    const before = this.#written?.slice(0, this.#written.length - this.#own.length);
    return before && title.startsWith(before) ? title.slice(before.length) : title;
  }
}

/** Says in the page's title how many conversations of one inbox are unread; nothing takes that back. */
export function setTitleCount(owner: object, count: string): void {
  pageShared('title-writer', () => new TitleWriter()).set(owner, count);
}
