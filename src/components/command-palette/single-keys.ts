const KEY = 'parlor:single-keys';
const OFF = 'off';

/** Whether this device's reader wants shortcuts of a single key; where nothing can be kept, for as long as the page lives. */
export function wantsSingleKeys(): boolean {
  try {
    return localStorage.getItem(KEY) !== OFF;
  } catch {
    return true;
  }
}

export function keepSingleKeys(wanted: boolean): void {
  try {
    if (wanted) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, OFF);
  } catch {
    // A page in a frame may not be allowed to keep anything: what was chosen holds in it all the same.
  }
}
