// Pictures that move without a camera. Used by the preview.

function drawCamera(context: CanvasRenderingContext2D, hue: number, time: number): void {
  const { width, height } = context.canvas;
  const ground = context.createLinearGradient(0, 0, width, height);
  ground.addColorStop(0, `hsl(${hue} 30% 62%)`);
  ground.addColorStop(1, `hsl(${hue + 40} 28% 34%)`);
  context.fillStyle = ground;
  context.fillRect(0, 0, width, height);
  const sway = Math.sin(time / 900 + hue) * width * 0.02;
  context.fillStyle = `hsl(${hue + 200} 25% 30%)`;
  context.beginPath();
  context.ellipse(width / 2 + sway, height * 1.05, width * 0.27, height * 0.42, 0, 0, Math.PI * 2);
  context.fill();
  context.fillStyle = `hsl(${20 + (hue % 20)} 42% ${55 + (hue % 25)}%)`;
  context.beginPath();
  context.ellipse(width / 2 + sway * 1.6, height * 0.44, height * 0.2, height * 0.26, 0, 0, Math.PI * 2);
  context.fill();
}

function drawScreen(context: CanvasRenderingContext2D, time: number): void {
  const { width, height } = context.canvas;
  context.fillStyle = '#fbfbf8';
  context.fillRect(0, 0, width, height);
  context.fillStyle = '#24405c';
  context.fillRect(0, 0, width, 70);
  context.font = '30px sans-serif';
  context.fillStyle = '#ffffff';
  context.fillText('Quarterly report', 40, 46);
  context.fillStyle = '#33404d';
  for (let line = 0; line < 14; line += 1) {
    context.fillRect(60, 120 + line * 40, 520 + ((line * 137) % 420), 14);
  }
  context.fillStyle = '#0f766e';
  for (let bar = 0; bar < 6; bar += 1) {
    const barHeight = 120 + Math.abs(Math.sin(time / 1500 + bar)) * 320;
    context.fillRect(1120 + bar * 110, height - 80 - barHeight, 70, barHeight);
  }
}

/** Fills a canvas, or a video by way of one, until the returned function is called. */
export function showMovingPicture(
  producerId: string,
  element: HTMLVideoElement | HTMLCanvasElement,
): () => void {
  const isScreen = producerId.endsWith('screen');
  const canvas = element instanceof HTMLCanvasElement ? element : document.createElement('canvas');
  canvas.width = isScreen ? 1920 : 640;
  canvas.height = isScreen ? 1080 : 360;
  const context = canvas.getContext('2d');
  if (!context) return () => undefined;
  const hue = (Number.parseInt(producerId.replaceAll(/\D/g, ''), 10) * 67) % 360;
  const draw = () => {
    if (isScreen) drawScreen(context, performance.now());
    else drawCamera(context, hue, performance.now());
  };
  draw();
  const timer = setInterval(draw, 100);
  if (element instanceof HTMLVideoElement) element.srcObject = canvas.captureStream(10);
  return () => clearInterval(timer);
}
