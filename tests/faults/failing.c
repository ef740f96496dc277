/* Lets calls to the disk fail on purpose, below one folder, when a test says so.
 *
 * Loaded with LD_PRELOAD into a Python process it stands between that process and the C library. Python itself
 * tells it through ctypes what shall happen (tests/faults/failing.py):
 *
 *     failing_arm(folder, kinds, at, error, lasting, manner)   from now on, count calls of `kinds` below `folder`
 *     failing_disarm()                                         stop; the answer is how many calls were counted
 *     failing_hit()                                            which call failed first, such as "write case.db"
 *
 * The call with the number `at` (1 is the first, 0 none) fails with `error`; with `lasting` every later one does
 * too. It needs the file's own name only at the moment of a call, so it asks /proc for it and remembers nothing:
 * files that were opened long before are found as well.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

enum kind { OPEN = 1, WRITE = 2, SYNC = 4, RENAME = 8, UNLINK = 16, TRUNCATE = 32, MKDIR = 64, MODE = 128, READ = 256 };

/* What happens to the call that is hit: it fails; half of it is written first and that is said; the process
 * dies before it; the process dies after half of it; it only takes `error` milliseconds. */
enum manner { FAIL, SHORT, DIE, TEAR, SLOW };

static char folder[PATH_MAX];
static size_t folder_length;
static unsigned wanted;
static int at, error_number, lasting, manner;
static int counted;
static char first_hit[64 + NAME_MAX];

void failing_arm(const char *below, unsigned kinds, int number, int error, int is_lasting, int how)
{
    wanted = 0;
    snprintf(folder, sizeof folder, "%s", below);
    folder_length = strlen(folder);
    at = number, error_number = error, lasting = is_lasting, manner = how;
    first_hit[0] = '\0';
    __atomic_store_n(&counted, 0, __ATOMIC_SEQ_CST);
    __atomic_store_n(&wanted, kinds, __ATOMIC_SEQ_CST);
}

int failing_disarm(void)
{
    __atomic_store_n(&wanted, 0, __ATOMIC_SEQ_CST);
    return __atomic_load_n(&counted, __ATOMIC_SEQ_CST);
}

const char *failing_hit(void)
{
    return first_hit;
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

/* Whether this call is the one, or one of those, that shall not go well. */
static int counts(const char *call, const char *name)
{
    int number = __atomic_add_fetch(&counted, 1, __ATOMIC_SEQ_CST);
    if (at == 0 || number < at || (number > at && !lasting))
        return 0;
    if (!first_hit[0]) {
        const char *slash = strrchr(name, '/');
        snprintf(first_hit, sizeof first_hit, "%s %s", call, slash ? slash + 1 : name);
    }
    return 1;
}

static int hits_path(enum kind kind, const char *call, int place, const char *path)
{
    if (!(__atomic_load_n(&wanted, __ATOMIC_SEQ_CST) & kind) || path == NULL)
        return 0;
    int kept = errno;
    char name[PATH_MAX];
    int ours = path[0] == '/' ? below(path) : place != AT_FDCWD && name_of(place, name) && below(name);
    int hit = ours && counts(call, path);
    errno = kept;
    return hit;
}

static int hits_file(enum kind kind, const char *call, int file)
{
    if (!(__atomic_load_n(&wanted, __ATOMIC_SEQ_CST) & kind))
        return 0;
    int kept = errno;
    char name[PATH_MAX];
    int hit = name_of(file, name) && below(name) && counts(call, name);
    errno = kept;
    return hit;
}

/* True when the call shall now end with an error; a slow one goes on after its time. */
static int fails(void)
{
    if (manner == DIE || manner == TEAR)
        kill(getpid(), SIGKILL);
    if (manner == SLOW) {
        usleep((useconds_t)error_number * 1000);
        return 0;
    }
    errno = error_number;
    return 1;
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

/* --- calls with a path --- */

#define OPENS(flags) ((flags) & (O_CREAT | O_WRONLY | O_RDWR) ? OPEN : READ)
#define MODE_OF(flags)                                                                                                \
    mode_t mode = 0;                                                                                                  \
    if ((flags) & (O_CREAT | O_TMPFILE)) {                                                                            \
        va_list more;                                                                                                 \
        va_start(more, flags);                                                                                        \
        mode = va_arg(more, mode_t);                                                                                  \
        va_end(more);                                                                                                 \
    }
#define OPEN_CALL(name)                                                                                               \
    int name(const char *path, int flags, ...)                                                                        \
    {                                                                                                                 \
        MODE_OF(flags)                                                                                                \
        return hits_path(OPENS(flags), "open", AT_FDCWD, path) && fails() ? -1 : REAL(name)(path, flags, mode);       \
    }
#define OPENAT_CALL(name)                                                                                             \
    int name(int place, const char *path, int flags, ...)                                                             \
    {                                                                                                                 \
        MODE_OF(flags)                                                                                                \
        return hits_path(OPENS(flags), "open", place, path) && fails() ? -1 : REAL(name)(place, path, flags, mode);   \
    }

OPEN_CALL(open)
OPEN_CALL(open64)
OPENAT_CALL(openat)
OPENAT_CALL(openat64)

#define PATH_CALL(kind, name, place, declared, given)                                                                 \
    int name declared { return hits_path(kind, #name, place, path) && fails() ? -1 : REAL(name) given; }

PATH_CALL(UNLINK, unlink, AT_FDCWD, (const char *path), (path))
PATH_CALL(UNLINK, unlinkat, place, (int place, const char *path, int flags), (place, path, flags))
PATH_CALL(UNLINK, rmdir, AT_FDCWD, (const char *path), (path))
PATH_CALL(MKDIR, mkdir, AT_FDCWD, (const char *path, mode_t mode), (path, mode))
PATH_CALL(MKDIR, mkdirat, place, (int place, const char *path, mode_t mode), (place, path, mode))
PATH_CALL(MODE, chmod, AT_FDCWD, (const char *path, mode_t mode), (path, mode))
PATH_CALL(MODE, fchmodat, place, (int place, const char *path, mode_t mode, int flags), (place, path, mode, flags))

#define TWO_PATHS_CALL(name)                                                                                          \
    int name(const char *from, const char *to)                                                                        \
    {                                                                                                                 \
        return hits_path(RENAME, #name, AT_FDCWD, to) && fails() ? -1 : REAL(name)(from, to);                         \
    }
TWO_PATHS_CALL(rename)
TWO_PATHS_CALL(link)

int renameat(int here, const char *from, int there, const char *to)
{
    return hits_path(RENAME, "rename", there, to) && fails() ? -1 : REAL(renameat)(here, from, there, to);
}

int linkat(int here, const char *from, int there, const char *to, int flags)
{
    return hits_path(RENAME, "link", there, to) && fails() ? -1 : REAL(linkat)(here, from, there, to, flags);
}

/* --- calls with an open file --- */

#define FILE_CALL(kind, name, declared, given)                                                                        \
    int name declared { return hits_file(kind, #name, file) && fails() ? -1 : REAL(name) given; }

FILE_CALL(SYNC, fsync, (int file), (file))
FILE_CALL(SYNC, fdatasync, (int file), (file))
FILE_CALL(TRUNCATE, ftruncate, (int file, off_t length), (file, length))
FILE_CALL(TRUNCATE, ftruncate64, (int file, off64_t length), (file, length))
FILE_CALL(MODE, fchmod, (int file, mode_t mode), (file, mode))

/* A write that is hit may still put half of its bytes on the disk, as a full or dying disk does. `half` makes the
 * real call with fewer bytes. */
#define WRITE_CALL(name, declared, given, half)                                                                       \
    ssize_t name declared                                                                                             \
    {                                                                                                                 \
        if (!hits_file(WRITE, #name, file))                                                                           \
            return REAL(name) given;                                                                                  \
        if ((manner == SHORT || manner == TEAR) && length > 1 && counted <= at) {                                     \
            ssize_t written = REAL(name) half;                                                                        \
            if (manner == SHORT)                                                                                      \
                return written;                                                                                       \
        }                                                                                                             \
        return fails() ? -1 : REAL(name) given;                                                                       \
    }

WRITE_CALL(write, (int file, const void *bytes, size_t length), (file, bytes, length), (file, bytes, length / 2))
WRITE_CALL(pwrite, (int file, const void *bytes, size_t length, off_t place), (file, bytes, length, place),
           (file, bytes, length / 2, place))
WRITE_CALL(pwrite64, (int file, const void *bytes, size_t length, off64_t place), (file, bytes, length, place),
           (file, bytes, length / 2, place))
WRITE_CALL(sendfile, (int file, int from, off_t *place, size_t length), (file, from, place, length),
           (file, from, place, length / 2))
WRITE_CALL(sendfile64, (int file, int from, off64_t *place, size_t length), (file, from, place, length),
           (file, from, place, length / 2))

ssize_t writev(int file, const struct iovec *parts, int length)
{
    return hits_file(WRITE, "write", file) && fails() ? -1 : REAL(writev)(file, parts, length);
}

ssize_t copy_file_range(int from, off64_t *here, int file, off64_t *there, size_t length, unsigned flags)
{
    return hits_file(WRITE, "copy", file) && fails()
               ? -1
               : REAL(copy_file_range)(from, here, file, there, length, flags);
}

#define READ_CALL(name, declared, given)                                                                              \
    ssize_t name declared { return hits_file(READ, #name, file) && fails() ? -1 : REAL(name) given; }

READ_CALL(read, (int file, void *room, size_t length), (file, room, length))
READ_CALL(pread, (int file, void *room, size_t length, off_t place), (file, room, length, place))
READ_CALL(pread64, (int file, void *room, size_t length, off64_t place), (file, room, length, place))
