/* Writes down everything a program does to the files below one folder, in order, so that a power cut can be
 * played afterwards at any moment of it (tests/faults/replay.py).
 *
 * Loaded with LD_PRELOAD it stands between a Python process and the C library. Python itself tells it through
 * ctypes what to do (tests/faults/recording.py):
 *
 *     recorder_start(folder, log)     from now on write what happens below `folder` into the file `log`
 *     recorder_note(bytes, length)    put an acknowledgement into the log: what was promised until here
 *     recorder_stop()                 stop; the answer is 0 when the log was written to its end
 *
 * Only calls that succeeded are written down. Files are named by their inode number, so that a descriptor that
 * was duplicated, or a file that was renamed while it was open, is the same file. The real call and its line in
 * the log are made under one mutex: the log has the order in which things happened.
 *
 * What this way of recording cannot see (a shared writable mapping, a stream of the C library, a file without a
 * name) is not passed over but written down as UNSEEN, and the player refuses such a log.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

enum kind {
    CREATE = 'C', FOLDER = 'D', WRITE = 'W', TRUNCATE = 'T', ALLOCATE = 'E', SYNC = 'S', RENAME = 'R', LINK = 'L',
    UNLINK = 'U', RMDIR = 'Q', NOTE = 'A', UNSEEN = 'X'
};

/* One line of the log: this header, then the two paths, then the data. */
struct __attribute__((packed)) header {
    char kind;
    uint16_t path_length, other_length;
    uint64_t inode;
    int64_t offset;
    uint32_t data_length;
};

static char folder[PATH_MAX];
static size_t folder_length;
static int log_file = -1;
static int failed;
static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;

#define REAL(name)                                                                                                    \
    ({                                                                                                                \
        static __typeof__(&name) real;                                                                                \
        if (!real)                                                                                                    \
            real = (__typeof__(&name))dlsym(RTLD_NEXT, #name);                                                        \
        real;                                                                                                         \
    })

/* --- the log --- */

static void append(const void *bytes, size_t length)
{
    const char *next = bytes;
    while (length > 0) {
        ssize_t written = REAL(write)(log_file, next, length);
        if (written <= 0) {
            failed = 1;
            return;
        }
        next += written, length -= (size_t)written;
    }
}

static void put(enum kind kind, const char *path, const char *other, ino_t inode, off_t offset, const void *data,
                size_t length)
{
    struct header header = {(char)kind, (uint16_t)strlen(path), (uint16_t)strlen(other), inode, offset,
                            (uint32_t)length};
    append(&header, sizeof header);
    append(path, header.path_length);
    append(other, header.other_length);
    append(data, length);
}

int recorder_start(const char *below, const char *log)
{
    snprintf(folder, sizeof folder, "%s", below);
    folder_length = strlen(folder);
    failed = 0;
    int opened = REAL(open)(log, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    __atomic_store_n(&log_file, opened, __ATOMIC_SEQ_CST);
    return opened < 0 ? -1 : 0;
}

void recorder_note(const char *bytes, unsigned length)
{
    pthread_mutex_lock(&turn);
    if (log_file >= 0)
        put(NOTE, "", "", 0, 0, bytes, length);
    pthread_mutex_unlock(&turn);
}

int recorder_stop(void)
{
    pthread_mutex_lock(&turn);
    int was = log_file;
    log_file = -1;
    pthread_mutex_unlock(&turn);
    return was < 0 || close(was) != 0 || failed ? -1 : 0;
}

/* --- what belongs to the folder --- */

static int recording(void)
{
    return __atomic_load_n(&log_file, __ATOMIC_SEQ_CST) >= 0;
}

static int below(const char *path)
{
    return strncmp(path, folder, folder_length) == 0 && (path[folder_length] == '/' || path[folder_length] == '\0');
}

static int name_of(int file, char *name)
{
    char link[32];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, name, PATH_MAX - 1);
    name[length > 0 ? length : 0] = '\0';
    return length > 0;
}

/* The whole path of `path` as seen from the folder behind `place`; false when it is not ours to record. */
static int whole_path(int place, const char *path, char *whole)
{
    if (!recording() || path == NULL)
        return 0;
    int kept = errno;
    char base[PATH_MAX] = "";
    if (path[0] != '/' && !(place == AT_FDCWD ? getcwd(base, sizeof base) != NULL : name_of(place, base)))
        return 0;
    int length = snprintf(whole, PATH_MAX, path[0] == '/' ? "%s%s" : "%s/%s", base, path);
    errno = kept;
    return length < PATH_MAX && below(whole);
}

/* Whether an open file lies below the folder, and its inode. */
static int ours(int file, ino_t *inode)
{
    if (!recording())
        return 0;
    int kept = errno;
    char name[PATH_MAX];
    struct stat about;
    int found = file != log_file && name_of(file, name) && below(name) && fstat(file, &about) == 0;
    if (found)
        *inode = about.st_ino;
    errno = kept;
    return found;
}

static ino_t inode_of(const char *path)
{
    struct stat about;
    return lstat(path, &about) == 0 ? about.st_ino : 0;
}

/* Takes the turn, makes the real call, and runs `then` when it went well; errno stays what the call made it. */
#define RECORDED(result_type, call, then)                                                                             \
    pthread_mutex_lock(&turn);                                                                                        \
    result_type result = (call);                                                                                      \
    int kept_error = errno;                                                                                           \
    if (result >= 0 && log_file >= 0) {                                                                               \
        then;                                                                                                         \
    }                                                                                                                 \
    pthread_mutex_unlock(&turn);                                                                                      \
    errno = kept_error;                                                                                               \
    return result

/* --- opening --- */

static int note_opening(const char *path, int flags, int existed, int file)
{
    if (flags & O_TMPFILE & ~O_DIRECTORY)
        put(UNSEEN, "a file without a name", path, 0, 0, "", 0);
    else if ((flags & O_CREAT) && !existed)
        put(CREATE, path, "", inode_of(path), 0, "", 0);
    else if ((flags & O_TRUNC) && (flags & O_ACCMODE) != O_RDONLY)
        put(TRUNCATE, path, "", inode_of(path), 0, "", 0);
    return file;
}

#define MODE_OF(flags)                                                                                                \
    mode_t mode = 0;                                                                                                  \
    if ((flags) & (O_CREAT | (O_TMPFILE & ~O_DIRECTORY))) {                                                           \
        va_list more;                                                                                                 \
        va_start(more, flags);                                                                                        \
        mode = va_arg(more, mode_t);                                                                                  \
        va_end(more);                                                                                                 \
    }

#define OPENED(place, call)                                                                                           \
    char whole[PATH_MAX];                                                                                             \
    if (!whole_path(place, path, whole))                                                                              \
        return call;                                                                                                  \
    int existed = 0;                                                                                                  \
    RECORDED(int, (existed = inode_of(whole) != 0, call), note_opening(whole, flags, existed, result))

#define OPEN_CALL(name)                                                                                               \
    int name(const char *path, int flags, ...)                                                                        \
    {                                                                                                                 \
        MODE_OF(flags)                                                                                                \
        OPENED(AT_FDCWD, REAL(name)(path, flags, mode));                                                              \
    }
#define OPENAT_CALL(name)                                                                                             \
    int name(int place, const char *path, int flags, ...)                                                             \
    {                                                                                                                 \
        MODE_OF(flags)                                                                                                \
        OPENED(place, REAL(name)(place, path, flags, mode));                                                          \
    }

OPEN_CALL(open)
OPEN_CALL(open64)
OPENAT_CALL(openat)
OPENAT_CALL(openat64)

/* The names that a program calls when it was compiled with checks (_FORTIFY_SOURCE). */
int __open_2(const char *path, int flags) { return open(path, flags); }
int __open64_2(const char *path, int flags) { return open64(path, flags); }
int __openat_2(int place, const char *path, int flags) { return openat(place, path, flags); }
int __openat64_2(int place, const char *path, int flags) { return openat64(place, path, flags); }
int creat(const char *path, mode_t mode) { return open(path, O_CREAT | O_WRONLY | O_TRUNC, mode); }
int creat64(const char *path, mode_t mode) { return open64(path, O_CREAT | O_WRONLY | O_TRUNC, mode); }

#define STREAM_CALL(name)                                                                                             \
    FILE *name(const char *path, const char *mode)                                                                    \
    {                                                                                                                 \
        char whole[PATH_MAX];                                                                                         \
        if (strpbrk(mode, "wa+") && whole_path(AT_FDCWD, path, whole)) {                                              \
            pthread_mutex_lock(&turn);                                                                                \
            put(UNSEEN, "a stream of the C library", whole, 0, 0, "", 0);                                             \
            pthread_mutex_unlock(&turn);                                                                              \
        }                                                                                                             \
        return REAL(name)(path, mode);                                                                                \
    }

STREAM_CALL(fopen)
STREAM_CALL(fopen64)

/* --- writing --- */

/* After a write to the file's own position that position is where the write ended, also when it appends. */
static off_t began(int file, ssize_t length)
{
    return lseek(file, 0, SEEK_CUR) - length;
}

static void put_parts(ino_t inode, off_t offset, const struct iovec *parts, ssize_t length)
{
    for (; length > 0; parts++) {
        size_t piece = parts->iov_len < (size_t)length ? parts->iov_len : (size_t)length;
        put(WRITE, "", "", inode, offset, parts->iov_base, piece);
        offset += (off_t)piece, length -= (ssize_t)piece;
    }
}

#define FILE_CALL(result_type, call, then)                                                                            \
    ino_t inode;                                                                                                      \
    if (!ours(file, &inode))                                                                                          \
        return call;                                                                                                  \
    RECORDED(result_type, call, then)

ssize_t write(int file, const void *bytes, size_t length)
{
    FILE_CALL(ssize_t, REAL(write)(file, bytes, length),
              put(WRITE, "", "", inode, began(file, result), bytes, (size_t)result));
}

#define PWRITE_CALL(name, place_type)                                                                                 \
    ssize_t name(int file, const void *bytes, size_t length, place_type place)                                        \
    {                                                                                                                 \
        FILE_CALL(ssize_t, REAL(name)(file, bytes, length, place),                                                    \
                  put(WRITE, "", "", inode, place, bytes, (size_t)result));                                           \
    }

PWRITE_CALL(pwrite, off_t)
PWRITE_CALL(pwrite64, off64_t)

ssize_t writev(int file, const struct iovec *parts, int count)
{
    FILE_CALL(ssize_t, REAL(writev)(file, parts, count), put_parts(inode, began(file, result), parts, result));
}

#define PWRITEV_CALL(name, place_type)                                                                                \
    ssize_t name(int file, const struct iovec *parts, int count, place_type place)                                    \
    {                                                                                                                 \
        FILE_CALL(ssize_t, REAL(name)(file, parts, count, place), put_parts(inode, place, parts, result));            \
    }
#define PWRITEV2_CALL(name, place_type)                                                                               \
    ssize_t name(int file, const struct iovec *parts, int count, place_type place, int flags)                         \
    {                                                                                                                 \
        FILE_CALL(ssize_t, REAL(name)(file, parts, count, place, flags),                                              \
                  put_parts(inode, place < 0 ? began(file, result) : place, parts, result));                          \
    }

PWRITEV_CALL(pwritev, off_t)
PWRITEV_CALL(pwritev64, off64_t)
PWRITEV2_CALL(pwritev2, off_t)
PWRITEV2_CALL(pwritev64v2, off64_t)

/* What the kernel copied from one file to another is read again from the source. */
static void put_copy(int from, off_t source, ino_t inode, off_t target, ssize_t length)
{
    char piece[65536];
    while (length > 0) {
        ssize_t got = pread(from, piece, (size_t)length < sizeof piece ? (size_t)length : sizeof piece, source);
        if (got <= 0) {
            failed = 1;
            return;
        }
        put(WRITE, "", "", inode, target, piece, (size_t)got);
        source += got, target += got, length -= got;
    }
}

#define SENDFILE_CALL(name, place_type)                                                                               \
    ssize_t name(int file, int from, place_type *place, size_t length)                                                \
    {                                                                                                                 \
        FILE_CALL(ssize_t, REAL(name)(file, from, place, length),                                                     \
                  put_copy(from, place ? *place - result : began(from, result), inode, began(file, result), result)); \
    }

SENDFILE_CALL(sendfile, off_t)
SENDFILE_CALL(sendfile64, off64_t)

ssize_t copy_file_range(int from, off64_t *here, int file, off64_t *there, size_t length, unsigned flags)
{
    FILE_CALL(ssize_t, REAL(copy_file_range)(from, here, file, there, length, flags),
              put_copy(from, here ? *here - result : began(from, result), inode,
                       there ? *there - result : began(file, result), result));
}

ssize_t splice(int from, off64_t *here, int file, off64_t *there, size_t length, unsigned flags)
{
    FILE_CALL(ssize_t, REAL(splice)(from, here, file, there, length, flags),
              put(UNSEEN, "splice", "", inode, 0, "", 0));
}

/* --- lengths --- */

#define TRUNCATE_CALL(name, length_type)                                                                              \
    int name(int file, length_type length)                                                                            \
    {                                                                                                                 \
        FILE_CALL(int, REAL(name)(file, length), put(TRUNCATE, "", "", inode, length, "", 0));                        \
    }
#define TRUNCATE_PATH_CALL(name, length_type)                                                                         \
    int name(const char *path, length_type length)                                                                    \
    {                                                                                                                 \
        char whole[PATH_MAX];                                                                                         \
        if (!whole_path(AT_FDCWD, path, whole))                                                                       \
            return REAL(name)(path, length);                                                                          \
        RECORDED(int, REAL(name)(path, length), put(TRUNCATE, whole, "", inode_of(whole), length, "", 0));            \
    }

TRUNCATE_CALL(ftruncate, off_t)
TRUNCATE_CALL(ftruncate64, off64_t)
TRUNCATE_PATH_CALL(truncate, off_t)
TRUNCATE_PATH_CALL(truncate64, off64_t)

/* Room that is set aside makes a file longer; other modes, such as punching holes, nobody here uses. */
static void put_room(int mode, ino_t inode, off_t end)
{
    if (mode == 0)
        put(ALLOCATE, "", "", inode, end, "", 0);
    else if (mode != FALLOC_FL_KEEP_SIZE)
        put(UNSEEN, "fallocate", "", inode, 0, "", 0);
}

#define FALLOCATE_CALL(name, place_type)                                                                              \
    int name(int file, int mode, place_type place, place_type length)                                                 \
    {                                                                                                                 \
        FILE_CALL(int, REAL(name)(file, mode, place, length), put_room(mode, inode, place + length));                 \
    }
/* This one answers with the error itself, so only 0 means that it went well. */
#define POSIX_FALLOCATE_CALL(name, place_type)                                                                        \
    int name(int file, place_type place, place_type length)                                                           \
    {                                                                                                                 \
        FILE_CALL(int, REAL(name)(file, place, length), if (result == 0) put_room(0, inode, place + length));         \
    }

FALLOCATE_CALL(fallocate, off_t)
FALLOCATE_CALL(fallocate64, off64_t)
POSIX_FALLOCATE_CALL(posix_fallocate, off_t)
POSIX_FALLOCATE_CALL(posix_fallocate64, off64_t)

/* --- flushing --- */

int fsync(int file)
{
    FILE_CALL(int, REAL(fsync)(file), put(SYNC, "", "", inode, 0, "", 0));
}

/* It also writes the length of a file, which is needed to read the data back (fdatasync(2)). */
int fdatasync(int file)
{
    FILE_CALL(int, REAL(fdatasync)(file), put(SYNC, "", "", inode, 0, "", 0));
}

/* sync_file_range is not here on purpose: it promises nothing (sync_file_range(2), "Warning"). */

#define WHOLE_SYSTEM "a flush of the whole system"

int syncfs(int file)
{
    FILE_CALL(int, REAL(syncfs)(file), put(UNSEEN, WHOLE_SYSTEM, "", inode, 0, "", 0));
}

void sync(void)
{
    pthread_mutex_lock(&turn);
    if (log_file >= 0)
        put(UNSEEN, WHOLE_SYSTEM, "", 0, 0, "", 0);
    pthread_mutex_unlock(&turn);
    REAL(sync)();
}

/* --- names --- */

#define PATH_CALL(place, call, then)                                                                                  \
    char whole[PATH_MAX];                                                                                             \
    if (!whole_path(place, path, whole))                                                                              \
        return call;                                                                                                  \
    RECORDED(int, call, then)

int mkdir(const char *path, mode_t mode)
{
    PATH_CALL(AT_FDCWD, REAL(mkdir)(path, mode), put(FOLDER, whole, "", inode_of(whole), 0, "", 0));
}

int mkdirat(int place, const char *path, mode_t mode)
{
    PATH_CALL(place, REAL(mkdirat)(place, path, mode), put(FOLDER, whole, "", inode_of(whole), 0, "", 0));
}

int rmdir(const char *path)
{
    PATH_CALL(AT_FDCWD, REAL(rmdir)(path), put(RMDIR, whole, "", 0, 0, "", 0));
}

int unlink(const char *path)
{
    PATH_CALL(AT_FDCWD, REAL(unlink)(path), put(UNLINK, whole, "", 0, 0, "", 0));
}

int unlinkat(int place, const char *path, int flags)
{
    PATH_CALL(place, REAL(unlinkat)(place, path, flags),
              put(flags & AT_REMOVEDIR ? RMDIR : UNLINK, whole, "", 0, 0, "", 0));
}

int remove(const char *path)
{
    struct stat about;
    return lstat(path, &about) == 0 && S_ISDIR(about.st_mode) ? rmdir(path) : unlink(path);
}

int symlinkat(const char *target, int place, const char *path)
{
    PATH_CALL(place, REAL(symlinkat)(target, place, path), put(UNSEEN, "a symbolic link", whole, 0, 0, "", 0));
}

int symlink(const char *target, const char *path)
{
    PATH_CALL(AT_FDCWD, REAL(symlink)(target, path), put(UNSEEN, "a symbolic link", whole, 0, 0, "", 0));
}

/* A name that comes from outside the folder, or leaves it, cannot be played. */
#define TWO_PATHS(here, there, call, then)                                                                            \
    char whole[PATH_MAX], other[PATH_MAX];                                                                            \
    int leaves = whole_path(here, from, whole), arrives = whole_path(there, to, other);                               \
    if (!leaves && !arrives)                                                                                          \
        return call;                                                                                                  \
    RECORDED(int, call, if (leaves && arrives) { then; } else                                                         \
                 put(UNSEEN, "a name that crosses the border", arrives ? other : whole, 0, 0, "", 0))

int renameat2(int here, const char *from, int there, const char *to, unsigned flags)
{
    TWO_PATHS(here, there, REAL(renameat2)(here, from, there, to, flags),
              put(flags & ~RENAME_NOREPLACE ? UNSEEN : RENAME, whole, other, inode_of(other), 0, "", 0));
}

int renameat(int here, const char *from, int there, const char *to)
{
    TWO_PATHS(here, there, REAL(renameat)(here, from, there, to),
              put(RENAME, whole, other, inode_of(other), 0, "", 0));
}

int rename(const char *from, const char *to)
{
    TWO_PATHS(AT_FDCWD, AT_FDCWD, REAL(rename)(from, to), put(RENAME, whole, other, inode_of(other), 0, "", 0));
}

int linkat(int here, const char *from, int there, const char *to, int flags)
{
    TWO_PATHS(here, there, REAL(linkat)(here, from, there, to, flags),
              put(LINK, whole, other, inode_of(other), 0, "", 0));
}

int link(const char *from, const char *to)
{
    TWO_PATHS(AT_FDCWD, AT_FDCWD, REAL(link)(from, to), put(LINK, whole, other, inode_of(other), 0, "", 0));
}

/* --- what cannot be followed --- */

#define MAP_CALL(name, place_type)                                                                                    \
    void *name(void *where, size_t length, int protection, int flags, int file, place_type place)                     \
    {                                                                                                                 \
        ino_t inode;                                                                                                  \
        if ((protection & PROT_WRITE) && (flags & MAP_SHARED) && file >= 0 && ours(file, &inode)) {                   \
            pthread_mutex_lock(&turn);                                                                                \
            put(UNSEEN, "a shared writable mapping", "", inode, 0, "", 0);                                            \
            pthread_mutex_unlock(&turn);                                                                              \
        }                                                                                                             \
        return REAL(name)(where, length, protection, flags, file, place);                                             \
    }

MAP_CALL(mmap, off_t)
MAP_CALL(mmap64, off64_t)
