/**
 * A list whose place the other side does not know any more is read anew from its start. One that is refused at the same
 * place once more would be read anew for ever.
 */
export class FreshStarts {
  #refusedAt = 0;

  /**
   * @param pages how many had been read when the next one was refused, one at least
   * @returns whether to read anew
   */
  mayBegin(pages: number): boolean {
    const may = pages > this.#refusedAt;
    if (may) this.#refusedAt = pages;
    return may;
  }

  /** So many pages were read: what was refused before was not the list's own fault. */
  reached(pages: number): void {
    if (pages > this.#refusedAt) this.forget();
  }

  /** Somebody asks to have it tried again. */
  forget(): void {
    this.#refusedAt = 0;
  }
}
