import type {} from 'parlor/react';
import 'parlor/define';
import {createMemoryAdapter} from 'parlor/providers/memory';
const adapter = createMemoryAdapter({scenario: 'busy-inbox'});
export default () => <parlor-inbox adapter={adapter} onparlor-message-sent={({detail}) => alert(detail.message.id)} />;
