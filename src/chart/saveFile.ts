/** Hands files to the user's disk. */

/** Offers a file under a name. */
export function saveFile(name: string, content: Blob): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // the browser reads the address after the click has been handled
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** Saves what a canvas shows, on the page's own ground: a canvas is transparent where nothing is painted. */
export function savePicture(canvas: HTMLCanvasElement, name: string, ground: string): void {
  const copy = document.createElement('canvas');
  copy.width = canvas.width;
  copy.height = canvas.height;
  const context = copy.getContext('2d');
  if (!context || copy.width === 0) return;
  context.fillStyle = ground;
  context.fillRect(0, 0, copy.width, copy.height);
  context.drawImage(canvas, 0, 0);
  copy.toBlob((blob) => {
    if (blob) saveFile(`${name}.png`, blob);
  }, 'image/png');
}
