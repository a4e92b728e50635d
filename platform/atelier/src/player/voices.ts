// Sounds of a game: workers have none, so they are played here, by WebAudio.
import type { Sound } from "../worker/protocol.ts";

interface Voice {
  id: number;
  buffer: AudioBuffer;
  gain: GainNode;
  source: AudioBufferSourceNode | null;
  /** Seconds played before the source that plays now. */
  played: number;
  startedMs: number;
  /** Seconds in all, loops included. */
  total: number;
  timer: number | undefined;
}

export interface Heard {
  /** A sound is decoded, or cannot be: 0 seconds then. */
  length(id: number, seconds: number): void;
  ended(channel: number): void;
}

// More than any game has; music is the thousandth.
const CHANNELS = 1024;

export class Voices {
  private context: AudioContext | null = null;
  private readonly buffers = new Map<number, Promise<AudioBuffer | null>>();
  private readonly voices = new Map<number, Voice>();

  constructor(private readonly heard: Heard) {}

  /** Browsers are silent until somebody has pressed something. */
  wake(): void {
    if (this.context?.state === "suspended") {
      void this.context.resume();
    }
  }

  do(sound: Sound): void {
    switch (sound.do) {
      case "load":
        this.load(sound.id, sound.bytes);
        break;
      case "play":
        void this.play(sound);
        break;
      case "stop":
        this.stop(sound.channel, sound.fadeMs);
        break;
      case "volume":
        this.voices.get(sound.channel)?.gain.gain.setValueAtTime(sound.volume, this.time());
        break;
      case "pause":
        this.pause(sound.channel);
        break;
      case "resume":
        this.resume(sound.channel);
        break;
    }
  }

  /** A game's sounds end with it. */
  close(): void {
    for (const channel of [...this.voices.keys()]) {
      this.stop(channel, 0, false);
    }
    this.buffers.clear();
    void this.context?.close();
    this.context = null;
  }

  private time(): number {
    return this.context?.currentTime ?? 0;
  }

  private load(id: number, bytes: ArrayBuffer): void {
    this.context ??= new AudioContext();
    const decoded = this.context.decodeAudioData(bytes).catch(() => null);
    this.buffers.set(id, decoded);
    void decoded.then((buffer) => this.heard.length(id, buffer?.duration ?? 0));
  }

  private async play(sound: Sound & { do: "play" }): Promise<void> {
    const { id, channel, loops, volume, maxMs, fadeMs } = sound;
    const buffer = await this.buffers.get(id);
    const { context } = this;
    if (!buffer || !context || channel < 0 || channel >= CHANNELS) {
      this.heard.ended(channel);
      return;
    }
    this.stop(channel, 0, false);
    const gain = context.createGain();
    gain.gain.value = fadeMs > 0 ? 0 : volume;
    if (fadeMs > 0) {
      gain.gain.linearRampToValueAtTime(volume, context.currentTime + fadeMs / 1000);
    }
    gain.connect(context.destination);
    const whole = loops < 0 ? Infinity : buffer.duration * (loops + 1);
    const total = maxMs > 0 ? Math.min(whole, maxMs / 1000) : whole;
    const voice: Voice = { id, buffer, gain, source: null, played: 0, startedMs: 0, total, timer: undefined };
    this.voices.set(channel, voice);
    this.start(channel, voice);
  }

  private start(channel: number, voice: Voice): void {
    const source = this.context!.createBufferSource();
    source.buffer = voice.buffer;
    source.loop = true;
    source.connect(voice.gain);
    source.start(0, voice.played % voice.buffer.duration);
    voice.source = source;
    voice.startedMs = performance.now();
    // By the clock, not by the source's own event: a browser that is still silent ends no sound.
    const rest = voice.total - voice.played;
    voice.timer = rest === Infinity ? undefined : window.setTimeout(() => this.stop(channel, 0), rest * 1000);
  }

  private pause(channel: number): void {
    const voice = this.voices.get(channel);
    if (voice?.source) {
      this.silence(voice);
      voice.played += (performance.now() - voice.startedMs) / 1000;
    }
  }

  private resume(channel: number): void {
    const voice = this.voices.get(channel);
    if (voice && !voice.source) {
      this.start(channel, voice);
    }
  }

  private stop(channel: number, fadeMs: number, tell = true): void {
    const voice = this.voices.get(channel);
    if (!voice) {
      return;
    }
    if (fadeMs > 0 && voice.source) {
      const { gain } = voice.gain;
      gain.setValueAtTime(gain.value, this.time());
      gain.linearRampToValueAtTime(0, this.time() + fadeMs / 1000);
      clearTimeout(voice.timer);
      voice.timer = window.setTimeout(() => this.stop(channel, 0), fadeMs);
      return;
    }
    this.silence(voice);
    voice.gain.disconnect();
    this.voices.delete(channel);
    if (tell) {
      this.heard.ended(channel);
    }
  }

  private silence(voice: Voice): void {
    clearTimeout(voice.timer);
    voice.timer = undefined;
    voice.source?.stop();
    voice.source?.disconnect();
    voice.source = null;
  }
}
