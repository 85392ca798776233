// What a page of its own script sees of the inbox: facts, as events on the element.
const inbox = document.querySelector('parlor-inbox');
inbox.addEventListener('parlor-message-sent', ({detail}) => {
  document.title = `Sent: ${detail.message.text}`;
});
