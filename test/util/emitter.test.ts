import {expect} from '@open-wc/testing';
import {Emitter} from '../../src/util/emitter.js';
import {reportThrown} from '../../src/util/report-thrown.js';

describe('Emitter', () => {
  const {reportError} = globalThis;
  const {error: logError} = console;
  let reported: unknown[] = [];

  beforeEach(() => {
    reported = [];
    globalThis.reportError = (thrown: unknown) => void reported.push(thrown);
  });

  afterEach(() => {
    globalThis.reportError = reportError;
    console.error = logError;
  });

  it('tells every listener, in the order they subscribed', () => {
    const heard: string[] = [];
    const emitter = new Emitter<string>();
    emitter.subscribe((event) => heard.push(`first ${event}`));
    emitter.subscribe((event) => heard.push(`second ${event}`));
    emitter.emit('a');
    emitter.emit('b');
    expect(heard).to.deep.equal(['first a', 'second a', 'first b', 'second b']);
  });

  it('keeps a listener that throws from harming the others and whoever emits, and reports its error', () => {
    const heard: string[] = [];
    const emitter = new Emitter<string>();
    const failure = new Error('of a listener');
    emitter.subscribe(() => {
      throw failure;
    });
    emitter.subscribe((event) => heard.push(event));
    emitter.emit('a');
    emitter.emit('b');
    expect(heard).to.deep.equal(['a', 'b']);
    expect(reported).to.deep.equal([failure, failure]);
  });

  it('is quiet to a listener that was removed, also by another one while an event is told', () => {
    const heard: string[] = [];
    const emitter = new Emitter<string>();
    emitter.subscribe(() => stop());
    const stop = emitter.subscribe((event) => heard.push(event));
    emitter.emit('a');
    stop();
    expect(heard).to.deep.equal([]);
    expect(emitter.size).to.equal(1);
  });

  it('tells a listener that is added by another one of the next event only', () => {
    const heard: string[] = [];
    const emitter = new Emitter<string>();
    const stop = emitter.subscribe(() => {
      stop();
      emitter.subscribe((event) => heard.push(event));
    });
    emitter.emit('a');
    expect(heard).to.deep.equal([]);
    emitter.emit('b');
    expect(heard).to.deep.equal(['b']);
  });

  it('counts a function that listens twice twice', () => {
    let count = 0;
    const emitter = new Emitter<void>();
    const listener = () => void count++;
    const stop = emitter.subscribe(listener);
    emitter.subscribe(listener);
    emitter.emit();
    expect(count).to.equal(2);
    stop();
    emitter.emit();
    expect(count).to.equal(3);
  });

  it('reports to the console where the platform reports nothing, and never throws', () => {
    Reflect.deleteProperty(globalThis, 'reportError');
    const logged: unknown[] = [];
    console.error = (thrown: unknown) => void logged.push(thrown);
    reportThrown('lost');
    expect(logged).to.deep.equal(['lost']);
    console.error = () => {
      throw new Error('no console');
    };
    expect(() => reportThrown('lost again')).not.to.throw();
  });
});
