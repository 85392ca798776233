import {
  emulateMedia as emulate,
  executeServerCommand,
  sendKeys,
  sendMouse,
  setViewport as resize,
} from '@web/test-runner-commands';

export {sendKeys, sendMouse};

/** Which engine runs the tests, and what its driver cannot do; see `engines.config.mjs`. */
interface Engine {
  readonly name: 'chromium' | 'firefox' | 'webkit';
  readonly emulatesMedia: boolean;
  readonly narrowest: number;
}

declare global {
  var engineUnderTest: Engine | undefined;
}

export const engine: Engine = globalThis.engineUnderTest ?? {name: 'chromium', emulatesMedia: true, narrowest: 0};

let running: Mocha.Test | undefined;
beforeEach(function () {
  running = this.currentTest;
});

/** Leaves the running test out, counted under its reason. Once a test is over, nothing is left to leave out. */
export async function leaveOut(reason: string): Promise<void> {
  if (!running || running.pending || running.state) return;
  await executeServerCommand('left-out', {reason});
  running.skip();
}

export const emulateMedia = (media: Parameters<typeof emulate>[0]): Promise<unknown> =>
  engine.emulatesMedia ? emulate(media) : leaveOut('its driver has no command for colour schemes, colours and motion');

export const setViewport = (size: Parameters<typeof resize>[0]): Promise<unknown> =>
  size.width >= engine.narrowest ? resize(size) : leaveOut(`its windows are ${engine.narrowest} px wide at least`);
