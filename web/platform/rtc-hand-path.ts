import { Failure } from '../lib/failure.ts';
import type { HandPath } from '../links/by-hand.ts';
import type { Endpoint } from '../links/endpoint.ts';
import type { PeerId } from '../identity/peer-id.ts';
import { ChannelWire } from './channel-wire.ts';
import { endpointOf, sdpOf } from './hand-sdp.ts';

/** Addresses that take longer to be found are left out, in ms. */
const gathersWithin = 3_000;

/** A peer connection with one data channel, by no server's help. */
export class RtcHandPath implements HandPath {
  readonly #connection = new RTCPeerConnection({ iceServers: [] });
  /** Made by both sides, so that neither has to announce it. */
  readonly #channel = this.#connection.createDataChannel('tincan', { negotiated: true, id: 0 });

  async offer(): Promise<Endpoint> {
    await this.#connection.setLocalDescription(await this.#connection.createOffer());
    return this.#endpoint();
  }

  async answer(offer: Endpoint): Promise<Endpoint> {
    await this.#connection.setRemoteDescription({ type: 'offer', sdp: sdpOf(offer, 'offer') });
    await this.#connection.setLocalDescription(await this.#connection.createAnswer());
    return this.#endpoint();
  }

  async take(answer: Endpoint): Promise<void> {
    await this.#connection.setRemoteDescription({ type: 'answer', sdp: sdpOf(answer, 'answer') });
  }

  listen(opened: () => void): void {
    this.#channel.addEventListener('open', opened, { once: true });
  }

  wire(peer: PeerId): ChannelWire {
    return new ChannelWire(peer, this.#connection, this.#channel);
  }

  close(): void {
    this.#connection.close();
  }

  /** Nothing can be handed over later, so all addresses have to be in it. */
  async #endpoint(): Promise<Endpoint> {
    await this.#gathered();
    const endpoint = endpointOf(this.#connection.localDescription?.sdp ?? '');
    if (endpoint === null) throw new Failure('no-endpoint');
    return endpoint;
  }

  #gathered(): Promise<void> {
    const connection = this.#connection;
    return new Promise((resolve) => {
      const look = () => {
        if (connection.iceGatheringState === 'complete') resolve();
      };
      connection.addEventListener('icegatheringstatechange', look);
      setTimeout(resolve, gathersWithin);
      look();
    });
  }
}
