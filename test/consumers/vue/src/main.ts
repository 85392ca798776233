import {createApp} from 'vue';
import 'parlor/define';
import App from './App.vue';

createApp(App).mount('#app');
