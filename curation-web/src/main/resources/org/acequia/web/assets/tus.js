// One file on its way to the node, by tus 1.0.0: in pieces, so that a broken connection costs little.

const PIECE_BYTES = 8 * 1024 * 1024;
const SILENCE_MS = 60_000;
const BYTES = "application/offset+octet-stream";
const AGAIN = new Set([0, 408, 423, 425, 429, 500, 502, 503, 504]);

/** The node said no: sending the same again would not help. */
export class Refused extends Error {
  constructor(status) {
    super(`HTTP ${status}`);
    this.status = status;
  }
}

/** The connection broke, or the node was busy: try again later. */
export class Broken extends Error {}

/** Somebody pressed pause. */
export class Paused extends Error {}

export class Transfer {
  /**
   * @param file the File
   * @param place {endpoint, metadata, secret}: metadata as an object of texts, secret a function that
   *   returns [header, value] against forgery, anew when told so
   * @param kept {key, get, set, forget}: remembers the upload beyond this page; its key is the same when
   *   the same file is sent to the same place again
   */
  constructor(file, place, kept) {
    this.file = file;
    this.place = place;
    this.kept = kept;
    this.sent = 0;
    this.request = null;
    this.paused = false;
  }

  /** Sends what is missing. Resolves with {item, sameAs}. */
  async run(progress) {
    this.paused = false;
    this.progress = progress;
    let answer = await this.resume() ?? await this.create();
    while (this.offset(answer) < this.file.size) {
      answer = await this.piece(this.offset(answer));
    }
    return this.outcome(answer);
  }

  pause() {
    this.paused = true;
    this.request?.abort();
  }

  /** Makes an item of a file that the archive had already. */
  async keepAnyway() {
    const answer = await this.exchange("POST", `${this.kept.get()}/keep`, {}, null);
    return this.outcome(answer);
  }

  async giveUp() {
    const url = this.kept.get();
    this.kept.forget();
    if (url) {
      await this.exchange("DELETE", url, {}, null).catch(() => {});
    }
  }

  async resume() {
    const url = this.kept.get();
    if (!url) {
      return null;
    }
    try {
      return await this.exchange("HEAD", url, {}, null);
    } catch (problem) {
      if (problem.status === 404 || problem.status === 410) {
        this.kept.forget();
        return null;
      }
      throw problem;
    }
  }

  async create() {
    const metadata = Object.entries({ filename: this.file.name, key: this.kept.key(), ...this.place.metadata })
      .map(([key, value]) => `${key} ${base64(value)}`)
      .join(",");
    const headers = { "Upload-Length": String(this.file.size), "Upload-Metadata": metadata };
    const whole = this.file.size <= PIECE_BYTES;
    if (whole) {
      headers["Content-Type"] = BYTES;
    }
    const answer = await this.exchange("POST", this.place.endpoint, headers, whole ? this.file : null);
    this.kept.set(answer.getResponseHeader("Location"));
    return answer;
  }

  async piece(offset) {
    const headers = { "Upload-Offset": String(offset), "Content-Type": BYTES };
    const body = this.file.slice(offset, offset + PIECE_BYTES);
    try {
      return await this.exchange("PATCH", this.kept.get(), headers, body, offset);
    } catch (problem) {
      if (problem.status === 409) { // the node has another number of bytes: it says how many
        return this.exchange("HEAD", this.kept.get(), {}, null);
      }
      throw problem;
    }
  }

  offset(answer) {
    const offset = Number(answer.getResponseHeader("Upload-Offset"));
    this.tell(offset);
    return offset;
  }

  outcome(answer) {
    return {
      item: answer.getResponseHeader("Acequia-Item"),
      sameAs: answer.getResponseHeader("Acequia-Same-As"),
    };
  }

  tell(bytes) {
    this.sent = bytes;
    this.progress?.(bytes);
  }

  async exchange(method, url, headers, body, offset = 0) {
    try {
      return await this.send(method, url, headers, body, offset, await this.place.secret(false));
    } catch (problem) {
      if (problem.status !== 403 || this.paused) {
        throw problem;
      }
      // The form has grown old, or the session has ended: a new secret tells which.
      return this.send(method, url, headers, body, offset, await this.place.secret(true));
    }
  }

  send(method, url, headers, body, offset, [secretHeader, secret]) {
    return new Promise((resolve, reject) => {
      if (this.paused) {
        reject(new Paused());
        return;
      }
      const request = new XMLHttpRequest();
      this.request = request;
      request.open(method, url);
      request.setRequestHeader("Tus-Resumable", "1.0.0");
      request.setRequestHeader(secretHeader, secret);
      Object.entries(headers).forEach(([name, value]) => request.setRequestHeader(name, value));
      let silence = 0;
      const heard = () => {
        clearTimeout(silence);
        silence = setTimeout(() => request.abort(), SILENCE_MS);
      };
      heard();
      if (body) {
        request.upload.onprogress = (event) => {
          heard();
          this.tell(offset + event.loaded);
        };
      }
      request.onloadend = () => {
        clearTimeout(silence);
        this.request = null;
        if (request.status >= 200 && request.status < 300) {
          resolve(request);
        } else if (this.paused) {
          reject(new Paused());
        } else {
          reject(AGAIN.has(request.status) ? new Broken() : new Refused(request.status));
        }
      };
      request.send(body);
    });
  }
}

function base64(text) {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}
