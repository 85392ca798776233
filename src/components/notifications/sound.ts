/** Several messages at once make one sound; in milliseconds. */
const PAUSE = 2000;
/** A short, soft rise: frequencies in hertz, and when each begins, in seconds. */
const TONES = [
  {frequency: 660, at: 0},
  {frequency: 880, at: 0.12},
] as const;
const LENGTH = 0.18;
const VOLUME = 0.12;

/** Makes a sound, once somebody has used the page: before, browsers let none be made, and nobody would know from where. */
export class Sound {
  #context: AudioContext | undefined;
  #playedAt = -Infinity;

  /** @param address of the page's own sound; a short tone without one */
  async play(address: string): Promise<void> {
    const now = performance.now();
    if (now - this.#playedAt < PAUSE || !wasUsed()) return;
    this.#playedAt = now;
    try {
      if (address) await new Audio(address).play();
      else await this.#beep();
    } catch {
      // A browser that lets no sound be made here, or a file that is not there: what is seen says the same.
    }
  }

  close(): void {
    void this.#context?.close().catch(() => undefined);
    this.#context = undefined;
  }

  async #beep(): Promise<void> {
    const context = (this.#context ??= new AudioContext());
    await context.resume();
    for (const {frequency, at} of TONES) {
      const start = context.currentTime + at;
      const tone = new OscillatorNode(context, {frequency});
      const gain = new GainNode(context, {gain: 0});
      gain.gain.setValueAtTime(0, start);
      gain.gain.linearRampToValueAtTime(VOLUME, start + 0.02);
      gain.gain.exponentialRampToValueAtTime(0.0001, start + LENGTH);
      tone.connect(gain).connect(context.destination);
      tone.start(start);
      tone.stop(start + LENGTH);
    }
  }
}

/** Whether anybody pressed a key or a button in the page. */
const wasUsed = (): boolean => {
  const navigator: {readonly userActivation?: UserActivation} = globalThis.navigator;
  return navigator.userActivation?.hasBeenActive ?? true;
};
