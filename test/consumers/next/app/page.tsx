import {App} from './inbox';

export default function Page() {
  return <App />;
}
