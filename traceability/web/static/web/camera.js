// The camera as a scanner, where the browser reads codes by itself.

export const canScan = () => "BarcodeDetector" in window && Boolean(navigator.mediaDevices);

/** What the camera reads first, as text; "" once the signal stops it. Rejects when the camera is refused. */
export async function scan(video, signal, formats) {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  try {
    video.srcObject = stream;
    await video.play();
    const detector = new BarcodeDetector({ formats });
    while (!signal.aborted) {
      const [code] = await detector.detect(video);
      if (code) return code.rawValue;
      await new Promise((resolve) => setTimeout(resolve, 120));
    }
    return "";
  } finally {
    stream.getTracks().forEach((track) => track.stop());
    video.srcObject = null;
  }
}
