// Deterministic data shared by every peer. Each message text ends in a token Km<seq>e,
// each conversation name in Kc<index>e: the harness finds rows by these, whatever the DOM.
export function prng(seed) {
  // mulberry32
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
const WORDS = (
  'ok sure thanks see you later on my way running five minutes late can we move the meeting to tomorrow ' +
  'please call me when you get this did you pick up the kids from school dinner is at seven the package arrived ' +
  'today your code was sent to the old number where are you now just left the office traffic is terrible again ' +
  'happy birthday hope you have a great day let me know if that works for you no problem talk soon we need milk ' +
  'bread eggs and coffee appointment confirmed for monday at ten reply yes to confirm or no to cancel'
).split(' ');
const EMOJI = ['😀', '😂', '👍', '🙏', '🎉', '❤️', '🔥', '😢', '👀', '🤷‍♀️'];
const FIRST = ['Ana', 'Bruno', 'Chen', 'Dalia', 'Emeka', 'Farah', 'Goran', 'Hana', 'Ivo', 'Jonas', 'Kofi', 'Lena'];
const LAST = ['Lopez', 'Okafor', 'Nowak', 'Haddad', 'Silva', 'Tanaka', 'Weber', 'Rossi', 'Novak', 'Ali'];
const STATUS = ['sent', 'delivered', 'read'];
const T0 = Date.UTC(2026, 0, 5, 8, 0, 0);
const pick = (r, a) => a[Math.floor(r() * a.length)];
const hhmm = (ts) => new Date(ts).toISOString().slice(11, 16);

function text(r) {
  const k = r();
  if (k < 0.03) return `📷 Photo · IMG-${1000 + Math.floor(r() * 9000)}.jpg · ${(r() * 4 + 0.2).toFixed(1)} MB`;
  const n = k < 0.58 ? 2 + Math.floor(r() * 5) : k < 0.9 ? 8 + Math.floor(r() * 13) : 25 + Math.floor(r() * 36);
  const out = [];
  for (let i = 0; i < n; i++) out.push(pick(r, WORDS));
  let s = out.join(' ');
  s = s[0].toUpperCase() + s.slice(1) + (r() < 0.6 ? '.' : '?');
  if (r() < 0.08) s += ` https://example.org/t/${Math.floor(r() * 1e6).toString(36)}`;
  if (r() < 0.12) s += ' ' + pick(r, EMOJI);
  return s;
}
// seq 500000 is the first message of a thread; older pages count down from there.
export function message(seq, opts = {}) {
  const r = prng(seq * 2654435761 + 7);
  const dir = opts.dir ?? (r() < 0.5 ? 'in' : 'out');
  const ts = T0 + (seq - 500000) * 61000;
  return {
    id: `m${seq}`,
    seq,
    token: `Km${seq}e`,
    dir,
    ts,
    time: hhmm(ts),
    text: `${text(r)} Km${seq}e`,
    status: opts.status ?? (dir === 'out' ? pick(r, STATUS) : 'received'),
  };
}
// A thread of m messages; the newest is outgoing with status 'sent' (target of the status scenario).
export function thread(m) {
  const a = new Array(m);
  for (let i = 0; i < m; i++) a[i] = message(500000 + i);
  a[m - 1] = message(500000 + m - 1, {dir: 'out', status: 'sent'});
  return a;
}
export function older(firstSeq, n) {
  const a = [];
  for (let s = firstSeq - n; s < firstSeq; s++) a.push(message(s));
  return a;
}
/** Gives every third message a picture that is answered late, and whose size nobody knows before it is there. */
export function withLatePictures(messages) {
  return messages.map((message) => {
    const r = prng(message.seq * 31 + 11);
    if (r() >= 1 / 3) return message;
    const [width, height] = [80 + Math.floor(r() * 400), 30 + Math.floor(r() * 500)];
    return {
      ...message,
      picture: `${location.origin}/late/${100 + Math.floor(r() * 400)}/${width}x${height}/${message.seq}.svg`,
    };
  });
}
export function conversations(n) {
  const a = new Array(n);
  for (let i = 0; i < n; i++) {
    const r = prng(i * 40503 + 99);
    const ts = T0 - i * 3600000;
    a[i] = {
      id: `c${i}`,
      index: i,
      token: `Kc${i}e`,
      name: `${pick(r, FIRST)} ${pick(r, LAST)} Kc${i}e`,
      preview: text(r),
      ts,
      time: hhmm(ts),
      unread: r() < 0.2 ? 1 + Math.floor(r() * 9) : 0,
    };
  }
  return a;
}
