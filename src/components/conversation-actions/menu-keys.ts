/** Where a key leads in a menu, round and round; `undefined` when it leads nowhere. */
export function placeAfterKey(key: string, place: number, labels: readonly string[]): number | undefined {
  const count = labels.length;
  if (count === 0) return undefined;
  switch (key) {
    case 'ArrowDown':
      return (place + 1) % count;
    case 'ArrowUp':
      return (place - 1 + count) % count;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
  }
  if (Array.from(key).length !== 1 || key === ' ') return undefined;
  // The next item that begins with the letter.
  for (let step = 1; step <= count; step++) {
    const candidate = (place + step) % count;
    if (labels[candidate]?.toLocaleLowerCase().startsWith(key.toLocaleLowerCase())) return candidate;
  }
  return undefined;
}
