// copies and sends the link, where the browser can.

const link = document.querySelector<HTMLAnchorElement>('#link');
const notice = document.getElementById('notice');

function offer(id: string, possible: boolean, action: (url: string) => Promise<void>): void {
  const button = document.getElementById(id);
  if (button === null || link === null || !possible) return;
  button.parentElement!.hidden = false;
  button.addEventListener('click', () => void action(link.href).catch(() => undefined));
}

function say(text: string): void {
  if (notice !== null) notice.textContent = text;
}

// browsers give the clipboard to pages of encrypted connections only.
offer('copy', 'clipboard' in navigator, async (url) => {
  await navigator.clipboard.writeText(url);
  say('The link is copied.');
});
offer('send', 'share' in navigator, (url) => navigator.share({ title: document.title, url }));

export {};
