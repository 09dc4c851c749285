// Files in memory, as Go's runtime for WebAssembly asks for them: some of the functions of
// node's fs, with a callback. They can be read and not written.

/** @typedef {(error: Error|null, result?: any) => void} Callback */

/** @param {string} code as the system calls it, ENOENT */
function failure(code) {
  return Object.assign(new Error(code), { code });
}

const folderMode = 0o40555,
  fileMode = 0o100444;

/** What changes files, none of which is done. */
const changes = ['chmod', 'chown', 'fchmod', 'fchown', 'ftruncate', 'lchown', 'link', 'mkdir', 'rename', 'rmdir', 'symlink', 'truncate', 'unlink', 'utimes'];

/** A tree of files below /, where a program stands too. */
export class Files {
  /** @param {Iterable<[string, Uint8Array]>} files by names as models/a.nef */
  constructor(files) {
    /** @type {Map<string, Uint8Array|Set<string>>} contents of files, names in folders */
    this.tree = new Map([['/', new Set()]]);
    /** @type {Map<number, {path: string, at: number}>} */
    this.opened = new Map();
    this.last = 2;
    this.said = '';
    this.constants = { O_WRONLY: 1, O_RDWR: 2, O_CREAT: 64, O_EXCL: 128, O_TRUNC: 512, O_APPEND: 1024, O_DIRECTORY: 65536 };
    for (const [name, bytes] of files) this.add(this.resolve(name), bytes);
    for (const name of changes) /** @type {any} */ (this)[name] = this.refuse;
    this.stat = this.lstat;
  }

  /** @param {string} path @param {Uint8Array|Set<string>} what */
  add(path, what) {
    const cut = path.lastIndexOf('/'),
      folder = path.slice(0, cut) || '/';
    if (!this.tree.has(folder)) this.add(folder, new Set());
    /** @type {Set<string>} */ (this.tree.get(folder)).add(path.slice(cut + 1));
    this.tree.set(path, what);
  }

  /** The whole of a path, as the global path.resolve. @param {...string} parts */
  resolve(...parts) {
    /** @type {string[]} */
    const out = [];
    for (const word of parts.join('/').split('/')) {
      if (word === '..') out.pop();
      else if (word !== '' && word !== '.') out.push(word);
    }
    return '/' + out.join('/');
  }

  /** @param {...any} args of which the last is told */
  refuse(...args) {
    args[args.length - 1](failure('EROFS'));
  }

  /** @param {string} path @param {number} flags @param {number} mode @param {Callback} done */
  open(path, flags, mode, done) {
    const full = this.resolve(path),
      { O_WRONLY, O_RDWR, O_CREAT } = this.constants;
    if (flags & (O_WRONLY | O_RDWR | O_CREAT)) return done(failure('EROFS'));
    if (!this.tree.has(full)) return done(failure('ENOENT'));
    this.opened.set(++this.last, { path: full, at: 0 });
    done(null, this.last);
  }

  /** @param {number} fd @param {Callback} done */
  close(fd, done) {
    done(this.opened.delete(fd) ? null : failure('EBADF'));
  }

  /** @param {number} fd @param {Callback} done */
  fstat(fd, done) {
    const one = this.opened.get(fd);
    if (one) this.lstat(one.path, done);
    else done(failure('EBADF'));
  }

  /** @param {string} path @param {Callback} done */
  lstat(path, done) {
    const what = this.tree.get(this.resolve(path));
    if (what === undefined) return done(failure('ENOENT'));
    const folder = what instanceof Set,
      size = folder ? 0 : what.length;
    done(null, {
      ...{ dev: 1, ino: 1, mode: folder ? folderMode : fileMode, nlink: 1, uid: 0, gid: 0, rdev: 0, size },
      ...{ blksize: 4096, blocks: Math.ceil(size / 512), atimeMs: 0, mtimeMs: 0, ctimeMs: 0 },
      isDirectory: () => folder,
    });
  }

  /** @param {string} path @param {Callback} done */
  readdir(path, done) {
    const what = this.tree.get(this.resolve(path));
    if (what instanceof Set) done(null, [...what]);
    else done(failure(what ? 'ENOTDIR' : 'ENOENT'));
  }

  /** @param {string} path @param {Callback} done */
  readlink(path, done) {
    done(failure(this.tree.has(this.resolve(path)) ? 'EINVAL' : 'ENOENT'));
  }

  /**
   * @param {number} fd @param {Uint8Array} buffer @param {number} offset @param {number} length
   * @param {number|null} position null for behind what was read last @param {Callback} done
   */
  read(fd, buffer, offset, length, position, done) {
    const one = this.opened.get(fd),
      what = one && this.tree.get(one.path);
    if (!one || !what) return done(failure('EBADF'));
    if (what instanceof Set) return done(failure('EISDIR'));
    const from = position ?? one.at,
      part = what.subarray(from, from + length);
    buffer.set(part, offset);
    if (position === null) one.at += part.length;
    done(null, part.length);
  }

  /** What the program says on its output: a panic. @param {number} fd @param {Uint8Array} bytes */
  writeSync(fd, bytes) {
    this.said += new TextDecoder().decode(bytes);
    const lines = this.said.split('\n');
    this.said = lines.pop() || '';
    for (const line of lines) console.error(line);
    return bytes.length;
  }

  /**
   * @param {number} fd @param {Uint8Array} bytes @param {number} offset @param {number} length
   * @param {number|null} position @param {Callback} done
   */
  write(fd, bytes, offset, length, position, done) {
    if (fd > 2) return done(failure('EROFS'));
    done(null, this.writeSync(fd, bytes.subarray(offset, offset + length)));
  }

  /** @param {number} fd @param {Callback} done */
  fsync(fd, done) {
    done(null);
  }
}
