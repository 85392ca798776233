export interface DesktopNote {
  readonly title: string;
  readonly body: string;
  /** A later one takes the place of an earlier one with the same, also of another tab. */
  readonly tag: string;
  readonly icon: string | undefined;
  readonly onOpen: () => void;
}

const api = (): typeof Notification | undefined => globalThis.Notification;

/** What the browser lets the page do; `denied` also where there are no notifications. */
export const desktopPermission = (): NotificationPermission => api()?.permission ?? 'denied';

/** To be called from what a person pressed: browsers show no question otherwise. */
export async function askForDesktop(): Promise<NotificationPermission> {
  return (await api()?.requestPermission()) ?? 'denied';
}

export function showOnDesktop({title, body, tag, icon, onOpen}: DesktopNote): void {
  const Notes = api();
  if (!Notes || Notes.permission !== 'granted') return;
  try {
    const options = {body, tag, renotify: true, ...(icon && {icon})};
    const note = new Notes(title, options);
    note.onclick = () => {
      window.focus();
      note.close();
      onOpen();
    };
  } catch {
    // Phones take them from service workers alone, which belong to the page.
  }
}
