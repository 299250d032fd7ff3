// A network between a browser and a server of this machine: so many bytes a second for all connections together, and so long
// there and back.
import { connect, createServer } from "node:net";

const packetBytes = 4096;

/** What is put in comes out in the same order, each piece no sooner than its time. */
function pipeTo(socket) {
  const pieces = [];
  return (piece, time) => {
    pieces.push(piece);
    setTimeout(
      () => {
        const next = pieces.shift();
        if (next === null) socket.end();
        else socket.write(next);
      },
      Math.max(0, time - performance.now()),
    );
  };
}

/** `roundTrip` in milliseconds. Returns the port to ask instead of the server's, and the way to stop. */
export async function slowNetwork(port, { bytesPerSecond, roundTrip }) {
  const sockets = new Set();
  let busyUntil = 0;
  const network = createServer((near) => {
    const far = connect(port, "127.0.0.1");
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on("error", () => {}).on("close", () => sockets.delete(socket));
    }
    const [up, down] = [pipeTo(far), pipeTo(near)];
    // To open a connection takes a round trip, too.
    const openAt = performance.now() + roundTrip;
    const arrival = () => Math.max(performance.now(), openAt) + roundTrip / 2;
    near.on("data", (bytes) => up(bytes, arrival())).on("end", () => up(null, arrival()));
    far.on("data", (bytes) => {
      // In packets, so that connections share what there is.
      for (let from = 0; from < bytes.length; from += packetBytes) {
        const packet = bytes.subarray(from, from + packetBytes);
        busyUntil = Math.max(busyUntil, performance.now()) + (packet.length * 1000) / bytesPerSecond;
        down(packet, busyUntil + roundTrip / 2);
      }
      far.pause();
      setTimeout(() => far.resume(), busyUntil - performance.now());
    });
    far.on("end", () => down(null, Math.max(busyUntil, performance.now()) + roundTrip / 2));
  });
  await new Promise((resolve) => network.listen(0, "127.0.0.1", resolve));
  return {
    port: network.address().port,
    close() {
      network.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
