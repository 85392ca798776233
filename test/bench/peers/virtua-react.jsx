// Baseline (iii b): minimal virtual list, React + virtua's VList (shift on prepend).
import '../page/rows.css';
import {memo, useRef, useState, useLayoutEffect} from 'react';
import {createRoot} from 'react-dom/client';
import {flushSync} from 'react-dom';
import {VList} from 'virtua';
import {parts, bumped, app} from '../page/baseline.js';

const Row = memo(({m}) => (
  <div className={`row ${m.dir}`} id={m.id}>
    <div className="bubble">
      <div className="tx">
        {parts(m.text).map((p, i) =>
          i % 2 ? (
            <a key={i} href={p}>
              {p}
            </a>
          ) : (
            p
          ),
        )}
      </div>
      <div className="meta">
        {m.time}
        {m.dir === 'out' ? (
          <>
            {' '}
            <span className="st">{m.status}</span>
          </>
        ) : null}
      </div>
    </div>
  </div>
));
const Conv = memo(({c}) => (
  <div className="conv" id={c.id}>
    <div className="av">{c.name[0]}</div>
    <div className="nm">{c.name}</div>
    <div className="tm">{c.time}</div>
    <div className="pv">{c.preview}</div>
    {c.unread ? <div className="ur">{c.unread}</div> : <div />}
  </div>
));
let set, state, handle;
function App({init}) {
  const [s, setS] = useState(init);
  set = (n) => {
    state = {...state, ...n};
    flushSync(() => setS(state));
  };
  const vl = useRef(null),
    was = useRef(0);
  handle = vl;
  useLayoutEffect(() => {
    const n = s.msgs.length;
    if (s.stick && n !== was.current) vl.current.scrollToIndex(n - 1, {align: 'end'});
    was.current = n;
  });
  return (
    <div className="shell">
      <VList className="convs" style={{height: '100%'}} data={s.convs}>
        {(c) => <Conv key={c.id} c={c} />}
      </VList>
      <div className="threadcol">
        <VList
          ref={vl}
          className="thread"
          style={{flex: 1, height: 'auto', minHeight: 0}}
          shift={s.shift}
          data={s.msgs}
        >
          {(m) => <Row key={m.id} m={m} />}
        </VList>
        <div className="composer">
          <textarea rows="2" />
        </div>
      </div>
    </div>
  );
}
let root;
const atEnd = () => {
  const h = handle.current;
  return h.scrollSize - h.scrollOffset - h.viewportSize < 60;
};
window.bench = {
  meta: {name: 'virtua-react', version: '0.54.2', list: true, composer: true, baseline: true},
  rowSelector: '.row',
  convSelector: '.conv',
  scroller: () => app().querySelector('.thread'),
  listScroller: () => app().querySelector('.convs'),
  composer: () => app().querySelector('textarea'),
  mount(convs, msgs) {
    state = {convs, msgs, shift: false, stick: true};
    root = createRoot(app());
    flushSync(() => root.render(<App init={state} />));
  },
  openConversation(id, msgs) {
    set({msgs, stick: true, shift: false});
  },
  prependOlder(m) {
    set({msgs: [...m, ...state.msgs], shift: true, stick: false});
  },
  append(m) {
    set({msgs: [...state.msgs, m], shift: false, stick: atEnd()});
  },
  updateStatus(id, status) {
    set({msgs: state.msgs.map((x) => (x.id === id ? {...x, status} : x)), stick: false});
  },
  bumpConversation(id, m) {
    set({convs: bumped(state.convs, id, m), stick: false});
  },
  scrollToTop() {
    handle.current.scrollTo(0);
  },
  scrollToBottom() {
    handle.current.scrollToIndex(state.msgs.length - 1, {align: 'end'});
  },
  unmount() {
    root.unmount();
    root = set = state = handle = null;
  },
};
