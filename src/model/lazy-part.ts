/** Rules, views or words that the page does without until something needs them. Loaded once. */
export class LazyPart<Part extends object> {
  /** Absent until it has arrived. */
  value: Part | undefined;
  private loading: Promise<Part> | undefined;

  constructor(private readonly fetch: () => Promise<Part>) {}

  /** After a failure the next call tries again. */
  load(): Promise<Part> {
    return (this.loading ??= this.fetch().then(
      (part) => (this.value = part),
      (thrown: unknown) => {
        this.loading = undefined;
        throw thrown;
      },
    ));
  }
}
