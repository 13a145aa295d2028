//! The well-known exit codes, by the family of programs that gives them.
//!
//! A row: the family, the code, its [`Origin`], how common it is, the official name (empty where
//! there is none), and what happened. A family has one row for a code.

use crate::meaning::{Commonness, Origin};
use crate::{ExitCode, Family};

macro_rules! codes {
    ($(
        $Variant:ident = (
            $Family:ident, $code:literal, $Origin:ident, $Commonness:ident, $symbol:literal,
            $title:literal $(,)?
        )
    ),+ $(,)?) => {
        /// A well-known use of an exit code by one [`Family`] of programs.
        ///
        /// ```
        /// use exitcode_core::{ExitCode, Family, KnownCode};
        ///
        /// let known = KnownCode::find(Family::Curl, ExitCode::from(28)).unwrap();
        /// assert_eq!(known.symbol(), Some("CURLE_OPERATION_TIMEDOUT"));
        /// ```
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum KnownCode {
            $(
                #[doc = concat!("`", $code, "`: ", $title, ".")]
                $Variant,
            )+
        }

        impl KnownCode {
            /// Every row, family by family.
            pub const ALL: &'static [Self] = &[$(Self::$Variant),+];

            /// What a family means by a code.
            pub const fn find(family: Family, code: ExitCode) -> Option<Self> {
                match (family, code.value()) {
                    $((Family::$Family, $code) => Some(Self::$Variant),)+
                    _ => None,
                }
            }

            /// The exit code.
            pub const fn code(self) -> ExitCode {
                match self {
                    $(Self::$Variant => ExitCode::new($code),)+
                }
            }

            /// Who gives it.
            pub const fn family(self) -> Family {
                match self {
                    $(Self::$Variant => Family::$Family,)+
                }
            }

            /// How the number came about.
            pub const fn origin(self) -> Origin {
                match self {
                    $(Self::$Variant => Origin::$Origin,)+
                }
            }

            /// How often the number means this, among all that it may mean.
            pub const fn commonness(self) -> Commonness {
                match self {
                    $(Self::$Variant => Commonness::$Commonness,)+
                }
            }

            /// The official name, such as `EX_USAGE`, if it has one.
            pub const fn symbol(self) -> Option<&'static str> {
                let symbol = match self {
                    $(Self::$Variant => $symbol,)+
                };
                if symbol.is_empty() { None } else { Some(symbol) }
            }

            /// What happened, as one line without a full stop.
            pub const fn title(self) -> &'static str {
                match self {
                    $(Self::$Variant => $title,)+
                }
            }
        }
    };
}

codes!(
    // POSIX shells.
    ShellSuccess = (
        Shell,
        0,
        Program,
        Common,
        "",
        "The process did what it should, or ended for no stated reason"
    ),
    ShellFailure = (
        Shell,
        1,
        Program,
        Common,
        "",
        "A builtin failed, or `set -e` stopped at a command that gave 1"
    ),
    ShellUsage = (
        Shell,
        2,
        Program,
        Common,
        "",
        "Syntax error or misuse of a builtin (bash, dash, busybox, yash)"
    ),
    ShellKsh93Syntax = (Shell, 3, Program, Rare, "", "Syntax error in ksh93"),
    ShellNotExecutable =
        (Shell, 126, Start, Common, "", "The command was found and cannot be executed"),
    ShellNotFound = (
        Shell,
        127,
        Start,
        Common,
        "",
        "The command, or the interpreter in its first line, was not found"
    ),
    ShellReserved = (
        Shell,
        128,
        Program,
        Rare,
        "",
        "Listed as \"invalid argument to exit\" by guides; no shell does it"
    ),
    ShellMinusOne = (
        Shell,
        255,
        Program,
        Common,
        "",
        "`exit -1`, `exit(-1)` or `exit(255)`: the code is taken modulo 256"
    ),
    // BSD programs.
    SysexitsUsage = (Sysexits, 64, Program, Occasional, "EX_USAGE", "The command was used wrongly"),
    SysexitsDataErr = (Sysexits, 65, Program, Rare, "EX_DATAERR", "The input data was wrong"),
    SysexitsNoInput =
        (Sysexits, 66, Program, Rare, "EX_NOINPUT", "An input file is missing or cannot be read"),
    SysexitsNoUser = (Sysexits, 67, Program, Rare, "EX_NOUSER", "The user does not exist"),
    SysexitsNoHost = (Sysexits, 68, Program, Rare, "EX_NOHOST", "The host does not exist"),
    SysexitsUnavailable = (
        Sysexits,
        69,
        Program,
        Occasional,
        "EX_UNAVAILABLE",
        "A service or program that is needed is not available"
    ),
    SysexitsSoftware =
        (Sysexits, 70, Program, Occasional, "EX_SOFTWARE", "An internal error of the program"),
    SysexitsOsErr =
        (Sysexits, 71, Program, Rare, "EX_OSERR", "The operating system failed: no fork, no pipe"),
    SysexitsOsFile =
        (Sysexits, 72, Program, Rare, "EX_OSFILE", "A system file is missing or damaged"),
    SysexitsCantCreat =
        (Sysexits, 73, Program, Rare, "EX_CANTCREAT", "An output file cannot be created"),
    SysexitsIoErr = (Sysexits, 74, Program, Rare, "EX_IOERR", "Reading or writing failed"),
    SysexitsTempFail =
        (Sysexits, 75, Program, Occasional, "EX_TEMPFAIL", "A temporary failure: try again later"),
    SysexitsProtocol =
        (Sysexits, 76, Program, Rare, "EX_PROTOCOL", "The other side broke the protocol"),
    SysexitsNoPerm =
        (Sysexits, 77, Program, Occasional, "EX_NOPERM", "No permission for the operation"),
    SysexitsConfig = (Sysexits, 78, Program, Occasional, "EX_CONFIG", "The configuration is wrong"),
    // LSB init scripts.
    LsbInvalidArgument = (
        Lsb,
        2,
        Program,
        Occasional,
        "INVALIDARGUMENT",
        "Init script: invalid or excess arguments"
    ),
    LsbNotImplemented = (
        Lsb,
        3,
        Program,
        Occasional,
        "NOTIMPLEMENTED",
        "Init script: the action is not implemented"
    ),
    LsbNoPermission = (Lsb, 4, Program, Rare, "NOPERMISSION", "Init script: not privileged enough"),
    LsbNotInstalled =
        (Lsb, 5, Program, Rare, "NOTINSTALLED", "Init script: the program is not installed"),
    LsbNotConfigured =
        (Lsb, 6, Program, Rare, "NOTCONFIGURED", "Init script: the program is not configured"),
    LsbNotRunning =
        (Lsb, 7, Program, Rare, "NOTRUNNING", "Init script: the program is not running"),
    // GNU timeout.
    TimeoutTimedOut = (
        Timeout,
        124,
        Wrapper,
        Common,
        "",
        "The time limit was reached and the command was stopped"
    ),
    TimeoutFailed = (
        Timeout,
        125,
        Wrapper,
        Occasional,
        "",
        "timeout itself failed, such as on a wrong duration"
    ),
    TimeoutNotExecutable =
        (Timeout, 126, Start, Rare, "", "The command was found and cannot be executed"),
    TimeoutNotFound = (Timeout, 127, Start, Rare, "", "The command was not found"),
    TimeoutKilled = (
        Timeout,
        137,
        Signal,
        Occasional,
        "",
        "timeout killed itself because it sent, or the command died of, SIGKILL"
    ),
    // Busybox.
    BusyboxWrapperFailed = (
        Busybox,
        1,
        Wrapper,
        Rare,
        "",
        "timeout, env or chroot of busybox failed itself (GNU's give 125)"
    ),
    BusyboxTimedOut = (
        Busybox,
        143,
        Signal,
        Occasional,
        "",
        "busybox timeout stopped the command: no 124, the command's own death"
    ),
    // GNU coreutils.
    CoreutilsDifference = (
        Coreutils,
        1,
        Program,
        Common,
        "",
        "No match, a difference, a minor problem (cat, cmp, false, test)"
    ),
    CoreutilsTrouble = (
        Coreutils,
        2,
        Program,
        Occasional,
        "",
        "Serious trouble: wrong usage or unreadable input (ls, sort, test, expr)"
    ),
    CoreutilsWrapperFailed = (
        Coreutils,
        125,
        Wrapper,
        Occasional,
        "",
        "env, nice, nohup, chroot or stdbuf failed itself"
    ),
    CoreutilsNotExecutable = (
        Coreutils,
        126,
        Start,
        Occasional,
        "",
        "env, nice, nohup, chroot or stdbuf found the command and cannot run it"
    ),
    CoreutilsNotFound = (
        Coreutils,
        127,
        Start,
        Occasional,
        "",
        "env, nice, nohup, chroot or stdbuf did not find the command"
    ),
    // Xargs.
    XargsOther = (Xargs, 1, Wrapper, Occasional, "", "Another error, such as an unmatched quote"),
    XargsCommandFailed = (Xargs, 123, Wrapper, Occasional, "", "A command exited with 1 to 125"),
    XargsCommandStop = (Xargs, 124, Wrapper, Rare, "", "A command exited with 255"),
    XargsCommandKilled = (Xargs, 125, Wrapper, Rare, "", "A command was killed by a signal"),
    XargsNotExecutable = (Xargs, 126, Start, Rare, "", "The command cannot be run"),
    XargsNotFound = (Xargs, 127, Start, Rare, "", "The command was not found"),
    // Setsid.
    SetsidForked = (
        Setsid,
        0,
        Wrapper,
        Rare,
        "",
        "setsid had to fork and did not wait, whatever the command did"
    ),
    SetsidBareSignal = (
        Setsid,
        11,
        Wrapper,
        Rare,
        "",
        "`setsid -w` hands on the bare signal number: 11 is SIGSEGV, not 139"
    ),
    // Flock.
    FlockConflict = (
        Flock,
        1,
        Wrapper,
        Occasional,
        "",
        "The lock is taken, or waiting for it timed out (`-E` changes it)"
    ),
    FlockUsage = (Flock, 64, Wrapper, Rare, "EX_USAGE", "flock was used wrongly"),
    FlockNoInput = (Flock, 66, Wrapper, Rare, "EX_NOINPUT", "The lock file cannot be opened"),
    FlockUnavailable =
        (Flock, 69, Wrapper, Rare, "EX_UNAVAILABLE", "The command could not be started"),
    // Unshare and other starters of util-linux.
    UnshareCannotDie = (
        Unshare,
        1,
        Wrapper,
        Rare,
        "",
        "unshare as PID 1 cannot kill itself with the child's signal and exits"
    ),
    UnshareNotFound = (
        Unshare,
        127,
        Start,
        Rare,
        "",
        "unshare, nsenter, taskset or ionice did not find the command"
    ),
    // Su, runuser and gosu.
    SuFailed = (
        Su,
        1,
        Wrapper,
        Occasional,
        "",
        "su, runuser or gosu failed: no such user, or no such command"
    ),
    // Tini.
    TiniNotExecutable = (Tini, 126, Start, Occasional, "", "tini cannot execute the command"),
    TiniNotFound = (Tini, 127, Start, Occasional, "", "tini did not find the command"),
    // Dumb-init.
    DumbInitExecFailed =
        (DumbInit, 2, Start, Occasional, "", "dumb-init cannot execute the command"),
    // Catatonit.
    CatatonitExecFailed = (Catatonit, 1, Start, Rare, "", "catatonit cannot execute the command"),
    // OpenSSH.
    SshOwnError = (
        Ssh,
        255,
        Wrapper,
        Common,
        "",
        "ssh or scp itself failed: connection, name, authentication or usage"
    ),
    // Git.
    GitDifference =
        (Git, 1, Program, Occasional, "", "A difference with --exit-code, or an unknown command"),
    GitFatal =
        (Git, 128, Program, Common, "", "\"fatal:\" no repository, no connection, a broken object"),
    GitUsage = (Git, 129, Program, Occasional, "", "Wrong usage"),
    GitPipe = (
        Git,
        141,
        Signal,
        Occasional,
        "",
        "The reader of its output went away, as in `git log | head`"
    ),
    // Curl.
    CurlProtocol =
        (Curl, 1, Program, Occasional, "CURLE_UNSUPPORTED_PROTOCOL", "Unsupported protocol"),
    CurlInit = (
        Curl,
        2,
        Program,
        Occasional,
        "CURLE_FAILED_INIT",
        "Could not initialise, or an unknown option"
    ),
    CurlUrl = (Curl, 3, Program, Occasional, "CURLE_URL_MALFORMAT", "The URL is malformed"),
    CurlNotBuiltIn =
        (Curl, 4, Program, Rare, "CURLE_NOT_BUILT_IN", "A feature that this build does not have"),
    CurlProxy = (
        Curl,
        5,
        Program,
        Occasional,
        "CURLE_COULDNT_RESOLVE_PROXY",
        "The proxy's name does not resolve"
    ),
    CurlHost = (
        Curl,
        6,
        Program,
        Common,
        "CURLE_COULDNT_RESOLVE_HOST",
        "The host's name does not resolve"
    ),
    CurlConnect = (
        Curl,
        7,
        Program,
        Common,
        "CURLE_COULDNT_CONNECT",
        "No connection: refused or unreachable"
    ),
    CurlWeirdReply = (
        Curl,
        8,
        Program,
        Rare,
        "CURLE_WEIRD_SERVER_REPLY",
        "The server's reply could not be parsed"
    ),
    CurlAccessDenied =
        (Curl, 9, Program, Rare, "CURLE_REMOTE_ACCESS_DENIED", "The server denies access (FTP)"),
    CurlFtpAccept =
        (Curl, 10, Program, Rare, "CURLE_FTP_ACCEPT_FAILED", "The FTP server did not connect back"),
    CurlFtpPass =
        (Curl, 11, Program, Rare, "CURLE_FTP_WEIRD_PASS_REPLY", "A strange FTP reply to PASS"),
    CurlFtpAcceptTimeout = (
        Curl,
        12,
        Program,
        Rare,
        "CURLE_FTP_ACCEPT_TIMEOUT",
        "The FTP server connected back too late"
    ),
    CurlFtpPasv =
        (Curl, 13, Program, Rare, "CURLE_FTP_WEIRD_PASV_REPLY", "A strange FTP reply to PASV"),
    CurlFtp227 = (Curl, 14, Program, Rare, "CURLE_FTP_WEIRD_227_FORMAT", "A strange FTP 227 line"),
    CurlFtpHost = (
        Curl,
        15,
        Program,
        Rare,
        "CURLE_FTP_CANT_GET_HOST",
        "The host in the FTP 227 line does not resolve"
    ),
    CurlHttp2 = (Curl, 16, Program, Rare, "CURLE_HTTP2", "An error in HTTP/2's framing layer"),
    CurlFtpType = (
        Curl,
        17,
        Program,
        Rare,
        "CURLE_FTP_COULDNT_SET_TYPE",
        "FTP's transfer mode could not be set"
    ),
    CurlPartial =
        (Curl, 18, Program, Occasional, "CURLE_PARTIAL_FILE", "Only a part of the file came"),
    CurlFtpRetr = (
        Curl,
        19,
        Program,
        Rare,
        "CURLE_FTP_COULDNT_RETR_FILE",
        "The FTP server did not give the file"
    ),
    CurlQuote = (Curl, 21, Program, Rare, "CURLE_QUOTE_ERROR", "A quoted FTP command failed"),
    CurlHttpError = (
        Curl,
        22,
        Program,
        Common,
        "CURLE_HTTP_RETURNED_ERROR",
        "The server answered 400 or above, with --fail"
    ),
    CurlWrite = (
        Curl,
        23,
        Program,
        Occasional,
        "CURLE_WRITE_ERROR",
        "Writing the output failed: disk full, or the pipe's reader went away"
    ),
    CurlUpload = (Curl, 25, Program, Rare, "CURLE_UPLOAD_FAILED", "The upload was refused"),
    CurlRead = (Curl, 26, Program, Rare, "CURLE_READ_ERROR", "Reading the input failed"),
    CurlMemory = (Curl, 27, Program, Rare, "CURLE_OUT_OF_MEMORY", "No memory"),
    CurlTimedOut =
        (Curl, 28, Program, Common, "CURLE_OPERATION_TIMEDOUT", "The time limit was reached"),
    CurlFtpPort = (Curl, 30, Program, Rare, "CURLE_FTP_PORT_FAILED", "FTP's PORT command failed"),
    CurlFtpRest =
        (Curl, 31, Program, Rare, "CURLE_FTP_COULDNT_USE_REST", "FTP's REST command failed"),
    CurlRange = (Curl, 33, Program, Rare, "CURLE_RANGE_ERROR", "The server does not give ranges"),
    CurlPost =
        (Curl, 34, Program, Rare, "CURLE_HTTP_POST_ERROR", "The POST request could not be made"),
    CurlTls = (Curl, 35, Program, Common, "CURLE_SSL_CONNECT_ERROR", "The TLS handshake failed"),
    CurlResume =
        (Curl, 36, Program, Rare, "CURLE_BAD_DOWNLOAD_RESUME", "The download could not be resumed"),
    CurlFile = (
        Curl,
        37,
        Program,
        Occasional,
        "CURLE_FILE_COULDNT_READ_FILE",
        "A file:// file cannot be read"
    ),
    CurlLdapBind = (Curl, 38, Program, Rare, "CURLE_LDAP_CANNOT_BIND", "LDAP's bind failed"),
    CurlLdapSearch = (Curl, 39, Program, Rare, "CURLE_LDAP_SEARCH_FAILED", "LDAP's search failed"),
    CurlFunction = (
        Curl,
        41,
        Program,
        Rare,
        "CURLE_FUNCTION_NOT_FOUND",
        "A function of the LDAP library is missing"
    ),
    CurlAborted =
        (Curl, 42, Program, Rare, "CURLE_ABORTED_BY_CALLBACK", "A callback aborted the transfer"),
    CurlArgument = (
        Curl,
        43,
        Program,
        Rare,
        "CURLE_BAD_FUNCTION_ARGUMENT",
        "An internal error: a bad argument"
    ),
    CurlInterface = (
        Curl,
        45,
        Program,
        Rare,
        "CURLE_INTERFACE_FAILED",
        "The chosen network interface cannot be used"
    ),
    CurlRedirects =
        (Curl, 47, Program, Occasional, "CURLE_TOO_MANY_REDIRECTS", "Too many redirects"),
    CurlUnknownOption =
        (Curl, 48, Program, Rare, "CURLE_UNKNOWN_OPTION", "libcurl does not know an option"),
    CurlOptionSyntax =
        (Curl, 49, Program, Rare, "CURLE_SETOPT_OPTION_SYNTAX", "A malformed telnet option"),
    CurlNothing =
        (Curl, 52, Program, Common, "CURLE_GOT_NOTHING", "The server closed without an answer"),
    CurlEngineMissing =
        (Curl, 53, Program, Rare, "CURLE_SSL_ENGINE_NOTFOUND", "The crypto engine was not found"),
    CurlEngineDefault = (
        Curl,
        54,
        Program,
        Rare,
        "CURLE_SSL_ENGINE_SETFAILED",
        "The crypto engine cannot be made the default"
    ),
    CurlSend = (Curl, 55, Program, Occasional, "CURLE_SEND_ERROR", "Sending failed"),
    CurlReceive = (
        Curl,
        56,
        Program,
        Common,
        "CURLE_RECV_ERROR",
        "Receiving failed: the connection was reset"
    ),
    CurlCertificate = (
        Curl,
        58,
        Program,
        Rare,
        "CURLE_SSL_CERTPROBLEM",
        "The client's own certificate is no good"
    ),
    CurlCipher = (Curl, 59, Program, Rare, "CURLE_SSL_CIPHER", "The chosen cipher cannot be used"),
    CurlUntrusted = (
        Curl,
        60,
        Program,
        Common,
        "CURLE_PEER_FAILED_VERIFICATION",
        "The server's certificate does not verify"
    ),
    CurlEncoding =
        (Curl, 61, Program, Rare, "CURLE_BAD_CONTENT_ENCODING", "An unknown content encoding"),
    CurlFileSize =
        (Curl, 63, Program, Rare, "CURLE_FILESIZE_EXCEEDED", "The file is larger than allowed"),
    CurlFtpTls =
        (Curl, 64, Program, Rare, "CURLE_USE_SSL_FAILED", "The required FTP TLS level failed"),
    CurlRewind = (
        Curl,
        65,
        Program,
        Rare,
        "CURLE_SEND_FAIL_REWIND",
        "The data could not be sent a second time"
    ),
    CurlEngineInit = (
        Curl,
        66,
        Program,
        Rare,
        "CURLE_SSL_ENGINE_INITFAILED",
        "The crypto engine could not be initialised"
    ),
    CurlLogin = (
        Curl,
        67,
        Program,
        Occasional,
        "CURLE_LOGIN_DENIED",
        "User name or password was not accepted"
    ),
    CurlTftpNotFound = (Curl, 68, Program, Rare, "CURLE_TFTP_NOTFOUND", "TFTP: file not found"),
    CurlTftpPermission = (Curl, 69, Program, Rare, "CURLE_TFTP_PERM", "TFTP: no permission"),
    CurlRemoteDiskFull =
        (Curl, 70, Program, Rare, "CURLE_REMOTE_DISK_FULL", "The server's disk is full"),
    CurlTftpIllegal = (Curl, 71, Program, Rare, "CURLE_TFTP_ILLEGAL", "TFTP: illegal operation"),
    CurlTftpId = (Curl, 72, Program, Rare, "CURLE_TFTP_UNKNOWNID", "TFTP: unknown transfer id"),
    CurlRemoteExists =
        (Curl, 73, Program, Rare, "CURLE_REMOTE_FILE_EXISTS", "The file exists on the server"),
    CurlTftpUser = (Curl, 74, Program, Rare, "CURLE_TFTP_NOSUCHUSER", "TFTP: no such user"),
    CurlCaFile = (
        Curl,
        77,
        Program,
        Occasional,
        "CURLE_SSL_CACERT_BADFILE",
        "The CA file is missing or cannot be read"
    ),
    CurlRemoteNotFound = (
        Curl,
        78,
        Program,
        Occasional,
        "CURLE_REMOTE_FILE_NOT_FOUND",
        "The file of the URL does not exist"
    ),
    CurlSsh = (Curl, 79, Program, Rare, "CURLE_SSH", "An error in the SSH session"),
    CurlTlsShutdown = (
        Curl,
        80,
        Program,
        Rare,
        "CURLE_SSL_SHUTDOWN_FAILED",
        "The TLS connection could not be shut down"
    ),
    CurlCrl = (
        Curl,
        82,
        Program,
        Rare,
        "CURLE_SSL_CRL_BADFILE",
        "The certificate revocation list cannot be loaded"
    ),
    CurlIssuer =
        (Curl, 83, Program, Rare, "CURLE_SSL_ISSUER_ERROR", "The check of the issuer failed"),
    CurlFtpPret = (Curl, 84, Program, Rare, "CURLE_FTP_PRET_FAILED", "FTP's PRET command failed"),
    CurlRtspCseq =
        (Curl, 85, Program, Rare, "CURLE_RTSP_CSEQ_ERROR", "RTSP's sequence numbers do not match"),
    CurlRtspSession = (
        Curl,
        86,
        Program,
        Rare,
        "CURLE_RTSP_SESSION_ERROR",
        "RTSP's session identifiers do not match"
    ),
    CurlFtpList =
        (Curl, 87, Program, Rare, "CURLE_FTP_BAD_FILE_LIST", "The FTP file list cannot be parsed"),
    CurlChunk =
        (Curl, 88, Program, Rare, "CURLE_CHUNK_FAILED", "A chunk callback reported an error"),
    CurlNoConnection = (
        Curl,
        89,
        Program,
        Rare,
        "CURLE_NO_CONNECTION_AVAILABLE",
        "No connection is free, the session is queued"
    ),
    CurlPinned = (
        Curl,
        90,
        Program,
        Rare,
        "CURLE_SSL_PINNEDPUBKEYNOTMATCH",
        "The server's key is not the pinned one"
    ),
    CurlCertStatus = (
        Curl,
        91,
        Program,
        Rare,
        "CURLE_SSL_INVALIDCERTSTATUS",
        "The certificate's status is invalid"
    ),
    CurlHttp2Stream =
        (Curl, 92, Program, Occasional, "CURLE_HTTP2_STREAM", "A stream error in HTTP/2"),
    CurlRecursive = (
        Curl,
        93,
        Program,
        Rare,
        "CURLE_RECURSIVE_API_CALL",
        "An API function was called from a callback"
    ),
    CurlAuth = (Curl, 94, Program, Rare, "CURLE_AUTH_ERROR", "An authentication function failed"),
    CurlHttp3 = (Curl, 95, Program, Rare, "CURLE_HTTP3", "An error in the HTTP/3 layer"),
    CurlQuic = (Curl, 96, Program, Rare, "CURLE_QUIC_CONNECT_ERROR", "The QUIC connection failed"),
    // GNU Wget.
    WgetGeneric = (Wget, 1, Program, Occasional, "", "A generic error"),
    WgetParse = (Wget, 2, Program, Rare, "", "The options or .wgetrc cannot be parsed"),
    WgetFileIo = (Wget, 3, Program, Occasional, "", "A file cannot be read or written"),
    WgetNetwork =
        (Wget, 4, Program, Common, "", "The network failed: name, connection or time limit"),
    WgetTls = (Wget, 5, Program, Occasional, "", "The certificate does not verify"),
    WgetAuth = (Wget, 6, Program, Rare, "", "User name or password was not accepted"),
    WgetProtocol = (Wget, 7, Program, Rare, "", "A protocol error"),
    WgetServerError = (Wget, 8, Program, Common, "", "The server answered with an error"),
    // Grep.
    GrepNoMatch = (Grep, 1, Program, Common, "", "No line matched"),
    GrepTrouble = (Grep, 2, Program, Occasional, "", "Wrong pattern or unreadable file"),
    // Diff.
    DiffDiffer = (Diff, 1, Program, Common, "", "The inputs differ"),
    DiffTrouble = (Diff, 2, Program, Occasional, "", "Trouble, such as a missing file"),
    // GNU tar.
    TarFatal = (Tar, 2, Program, Occasional, "", "A fatal error, such as a missing file"),
    // GNU ls.
    LsTrouble = (Ls, 2, Program, Occasional, "", "Serious trouble, such as a missing operand file"),
    // GNU make.
    MakeFailed =
        (Make, 2, Program, Common, "", "A recipe failed, or there was nothing to make it by"),
    // Apt.
    AptFailed =
        (Apt, 100, Program, Common, "", "apt-get failed: an unknown package, no network, a lock"),
    // Mount.
    MountFailed = (Mount, 32, Program, Occasional, "", "The mount failed"),
    // Cargo.
    CargoFailed = (
        Cargo,
        101,
        Program,
        Common,
        "",
        "cargo failed: no manifest, a compile error, a failed test"
    ),
    // Npm.
    NpmScriptFailed = (Npm, 1, Program, Common, "", "A script failed, npm or SIGTERM ended it"),
    NpmNoPackage = (Npm, 254, Program, Occasional, "", "package.json is missing or cannot be read"),
    // The dynamic loader.
    LoaderMissingLibrary = (
        Loader,
        127,
        Start,
        Common,
        "",
        "A shared library or a symbol is missing: the program never ran"
    ),
    // Systemd.
    SystemdChdir =
        (Systemd, 200, Manager, Occasional, "CHDIR", "Changing to the working directory failed"),
    SystemdNice = (Systemd, 201, Manager, Rare, "NICE", "Setting the nice level failed"),
    SystemdFds = (Systemd, 202, Manager, Rare, "FDS", "Passing or closing file descriptors failed"),
    SystemdExec =
        (Systemd, 203, Manager, Common, "EXEC", "The program of the unit could not be executed"),
    SystemdMemory = (Systemd, 204, Manager, Rare, "MEMORY", "No memory to set the process up"),
    SystemdLimits = (Systemd, 205, Manager, Occasional, "LIMITS", "Setting resource limits failed"),
    SystemdOomAdjust =
        (Systemd, 206, Manager, Rare, "OOM_ADJUST", "Setting the OOM score adjustment failed"),
    SystemdSignalMask =
        (Systemd, 207, Manager, Rare, "SIGNAL_MASK", "Setting the signal mask failed"),
    SystemdStdin = (Systemd, 208, Manager, Rare, "STDIN", "Setting up standard input failed"),
    SystemdStdout =
        (Systemd, 209, Manager, Occasional, "STDOUT", "Setting up standard output failed"),
    SystemdChroot = (Systemd, 210, Manager, Rare, "CHROOT", "Changing the root directory failed"),
    SystemdIoprio = (Systemd, 211, Manager, Rare, "IOPRIO", "Setting the I/O priority failed"),
    SystemdTimerslack =
        (Systemd, 212, Manager, Rare, "TIMERSLACK", "Setting the timer slack failed"),
    SystemdSecurebits =
        (Systemd, 213, Manager, Rare, "SECUREBITS", "Setting the secure bits failed"),
    SystemdSetscheduler =
        (Systemd, 214, Manager, Rare, "SETSCHEDULER", "Setting the CPU scheduler failed"),
    SystemdCpuaffinity =
        (Systemd, 215, Manager, Rare, "CPUAFFINITY", "Setting the CPU affinity failed"),
    SystemdGroup =
        (Systemd, 216, Manager, Occasional, "GROUP", "The group does not exist or cannot be used"),
    SystemdUser =
        (Systemd, 217, Manager, Common, "USER", "The user does not exist or cannot be used"),
    SystemdCapabilities = (
        Systemd,
        218,
        Manager,
        Occasional,
        "CAPABILITIES",
        "Setting capabilities or ambient privileges failed"
    ),
    SystemdCgroup =
        (Systemd, 219, Manager, Occasional, "CGROUP", "Setting up the control group failed"),
    SystemdSetsid = (Systemd, 220, Manager, Rare, "SETSID", "Making a new session failed"),
    SystemdConfirm = (
        Systemd,
        221,
        Manager,
        Rare,
        "CONFIRM",
        "The start was refused at the confirmation prompt"
    ),
    SystemdStderr = (Systemd, 222, Manager, Rare, "STDERR", "Setting up standard error failed"),
    SystemdPam = (Systemd, 224, Manager, Rare, "PAM", "Setting up the PAM session failed"),
    SystemdNetwork =
        (Systemd, 225, Manager, Rare, "NETWORK", "Setting up the network namespace failed"),
    SystemdNamespace = (
        Systemd,
        226,
        Manager,
        Common,
        "NAMESPACE",
        "Setting up the mount namespace failed, often a missing path"
    ),
    SystemdNoNewPrivileges =
        (Systemd, 227, Manager, Rare, "NO_NEW_PRIVILEGES", "Setting no-new-privileges failed"),
    SystemdSeccomp =
        (Systemd, 228, Manager, Rare, "SECCOMP", "Installing the system call filter failed"),
    SystemdSelinuxContext =
        (Systemd, 229, Manager, Rare, "SELINUX_CONTEXT", "Setting the SELinux context failed"),
    SystemdPersonality =
        (Systemd, 230, Manager, Rare, "PERSONALITY", "Setting the personality failed"),
    SystemdApparmor =
        (Systemd, 231, Manager, Rare, "APPARMOR", "Changing to the AppArmor profile failed"),
    SystemdAddressFamilies = (
        Systemd,
        232,
        Manager,
        Rare,
        "ADDRESS_FAMILIES",
        "Restricting the address families failed"
    ),
    SystemdRuntimeDirectory = (
        Systemd,
        233,
        Manager,
        Occasional,
        "RUNTIME_DIRECTORY",
        "Making the runtime directory failed"
    ),
    SystemdChown = (Systemd, 235, Manager, Rare, "CHOWN", "Changing the owner of a socket failed"),
    SystemdSmackProcessLabel =
        (Systemd, 236, Manager, Rare, "SMACK_PROCESS_LABEL", "Setting the SMACK label failed"),
    SystemdKeyring =
        (Systemd, 237, Manager, Rare, "KEYRING", "Setting up the kernel keyring failed"),
    SystemdStateDirectory =
        (Systemd, 238, Manager, Occasional, "STATE_DIRECTORY", "Making the state directory failed"),
    SystemdCacheDirectory =
        (Systemd, 239, Manager, Rare, "CACHE_DIRECTORY", "Making the cache directory failed"),
    SystemdLogsDirectory =
        (Systemd, 240, Manager, Occasional, "LOGS_DIRECTORY", "Making the logs directory failed"),
    SystemdConfigurationDirectory = (
        Systemd,
        241,
        Manager,
        Rare,
        "CONFIGURATION_DIRECTORY",
        "Making the configuration directory failed"
    ),
    SystemdNumaPolicy =
        (Systemd, 242, Manager, Rare, "NUMA_POLICY", "Setting the NUMA policy failed"),
    SystemdCredentials =
        (Systemd, 243, Manager, Occasional, "CREDENTIALS", "Setting up the credentials failed"),
    SystemdBpf = (Systemd, 244, Manager, Rare, "BPF", "Installing a BPF restriction failed"),
    SystemdException =
        (Systemd, 255, Manager, Rare, "EXCEPTION", "Listed for daemons that end with -1"),
    // The docker command.
    DockerCliDaemon = (
        DockerCli,
        125,
        Wrapper,
        Common,
        "",
        "docker run itself failed: the daemon's error or a wrong flag"
    ),
    DockerCliNotExecutable = (
        DockerCli,
        126,
        Start,
        Common,
        "",
        "The start error says \"permission denied\" or \"is a directory\""
    ),
    DockerCliNotFound = (
        DockerCli,
        127,
        Start,
        Common,
        "",
        "The start error says \"not found\" or \"no such file or directory\""
    ),
    // Docker exec.
    DockerExecNotStarted = (
        DockerExec,
        126,
        Start,
        Occasional,
        "",
        "docker exec could not start the command, missing or not executable"
    ),
    // The Docker daemon.
    DockerdNotExecutable = (
        Dockerd,
        126,
        Start,
        Occasional,
        "",
        "The command of the container is not executable (EACCES)"
    ),
    DockerdNotFound = (
        Dockerd,
        127,
        Start,
        Occasional,
        "",
        "The command of the container is missing, or a file stands for a directory"
    ),
    DockerdStartFailed =
        (Dockerd, 128, Start, Occasional, "", "Any other failure to start: user, device, limit"),
    DockerdRestored =
        (Dockerd, 255, Lost, Rare, "", "dockerd came back and the container's status was lost"),
    // Containerd.
    ContainerdStartError = (
        Containerd,
        128,
        Start,
        Common,
        "StartError",
        "Making or starting the container failed: nothing of it ran"
    ),
    ContainerdShimKilled = (
        Containerd,
        137,
        Signal,
        Rare,
        "",
        "The shim was killed; the container's own end was not seen"
    ),
    ContainerdUnknown = (
        Containerd,
        255,
        Lost,
        Common,
        "Unknown",
        "The task was lost: a restart of the node or the runtime, a dead shim"
    ),
    // CRI-O.
    CrioNoCode = (Crio, -1, Lost, Rare, "", "No exit code was recorded for the container"),
    CrioStateFailed = (Crio, 255, Lost, Rare, "", "The runtime's state command failed"),
    // Conmon and conmon-rs.
    ConmonRsFailed = (Conmon, -3, Lost, Rare, "", "conmon-rs failed to learn the exit code"),
    ConmonNeither =
        (Conmon, -1, Lost, Rare, "", "conmon or conmon-rs saw neither an exit nor a signal"),
    // Runc.
    RuncExecFailedBefore12 = (
        Runc,
        1,
        Start,
        Occasional,
        "",
        "The start failed inside the container, up to runc 1.1: see the one log line"
    ),
    RuncExecFailed = (
        Runc,
        255,
        Start,
        Common,
        "",
        "The start failed inside the container, from runc 1.2 on: exec format error"
    ),
    // Crun.
    CrunExecFailed = (
        Crun,
        1,
        Start,
        Occasional,
        "",
        "The start failed inside the container: exec format error, interpreter"
    ),
    // Hcsshim, Windows containers.
    HcsshimWaitFailed = (Hcsshim, -1, Lost, Rare, "", "Waiting for the Windows process failed"),
    HcsshimKilledEarly = (Hcsshim, 1, Lost, Rare, "", "The container was killed before it started"),
    HcsshimUnknown = (Hcsshim, 255, Lost, Rare, "", "The Windows process has not reported yet"),
    // CPython.
    PythonSuccess = (
        Python,
        0,
        Program,
        Common,
        "",
        "Success; also an uncaught exception in a thread other than the main one"
    ),
    PythonUncaught = (
        Python,
        1,
        Program,
        Common,
        "",
        "An uncaught exception, or `sys.exit` with a text or another object"
    ),
    PythonUsage = (Python, 2, Program, Common, "", "Wrong usage, or the script is missing"),
    PythonFlush =
        (Python, 120, Program, Rare, "", "Standard output could not be flushed at the end"),
    PythonInterrupted = (
        Python,
        130,
        Program,
        Occasional,
        "",
        "KeyboardInterrupt as the first process of a container, a normal exit"
    ),
    PythonAbort =
        (Python, 134, Signal, Occasional, "", "`os.abort()`, or an abort in a C extension"),
    PythonSegv = (
        Python,
        139,
        Signal,
        Occasional,
        "",
        "A crash in a C extension, or recursion too deep in C code"
    ),
    // Node.js.
    NodeUncaught =
        (Node, 1, Program, Common, "", "An uncaught exception or an unhandled rejection"),
    NodeInternalParse =
        (Node, 3, Program, Rare, "", "Reserved for a parse error inside Node; not used in fact"),
    NodeInternalEval = (
        Node,
        4,
        Program,
        Rare,
        "",
        "Reserved for an evaluation error inside Node; not used in fact"
    ),
    NodeFatalError = (
        Node,
        5,
        Program,
        Rare,
        "",
        "Documented for fatal errors of V8, which in fact end by a signal"
    ),
    NodeNonFunctionHandler =
        (Node, 6, Program, Rare, "", "The internal exception handler is not a function"),
    NodeHandlerThrew =
        (Node, 7, Program, Rare, "", "The handler of an uncaught exception threw one itself"),
    NodeReserved = (Node, 8, Program, Rare, "", "Unused since the first releases of Node"),
    NodeBadOption = (
        Node,
        9,
        Program,
        Occasional,
        "",
        "An unknown or forbidden option, on the command line or in NODE_OPTIONS"
    ),
    NodeInternalRuntime = (Node, 10, Program, Rare, "", "The bootstrap of Node threw"),
    NodeInspectPort =
        (Node, 12, Program, Rare, "", "Documented for a bad inspector port, which in fact gives 9"),
    NodeTopLevelAwait = (Node, 13, Program, Occasional, "", "A top-level await never settled"),
    NodeSnapshot = (Node, 14, Program, Rare, "", "Building a snapshot failed"),
    NodeTrap = (Node, 133, Signal, Occasional, "", "V8 gave up by a trap, such as out of its heap"),
    NodeHeapLimit = (
        Node,
        134,
        Signal,
        Common,
        "",
        "Aborted: V8 reached its heap limit, or a native assertion failed"
    ),
    // The JVM.
    JvmSuccess = (
        Jvm,
        0,
        Program,
        Common,
        "",
        "Success; also an uncaught exception in a thread other than the main one"
    ),
    JvmUncaught = (
        Jvm,
        1,
        Program,
        Common,
        "",
        "An uncaught exception in the main thread, a wrong option, a missing class"
    ),
    JvmOutOfMemory =
        (Jvm, 3, Program, Occasional, "", "Out of Java heap with -XX:+ExitOnOutOfMemoryError"),
    JvmCrashAsPid1 = (
        Jvm,
        127,
        Program,
        Rare,
        "",
        "A crash of the JVM as the first process: abort cannot end it otherwise"
    ),
    JvmHangup = (Jvm, 129, Program, Rare, "", "A normal exit on SIGHUP"),
    JvmInterrupted = (Jvm, 130, Program, Occasional, "", "A normal exit on SIGINT"),
    JvmCrash = (
        Jvm,
        134,
        Signal,
        Occasional,
        "",
        "The JVM crashed (hs_err file), or -XX:+CrashOnOutOfMemoryError"
    ),
    JvmTerminated =
        (Jvm, 143, Program, Common, "", "A normal exit on SIGTERM, after the shutdown hooks"),
    // Go.
    GoLogFatal = (Go, 1, Program, Common, "", "`log.Fatal`, or `go run` of a program that failed"),
    GoPanic = (
        Go,
        2,
        Program,
        Common,
        "",
        "A panic, a fatal error of the runtime, a deadlock, SIGQUIT; flag's usage"
    ),
    GoRace = (Go, 66, Program, Rare, "", "The race detector found a data race"),
    GoHangup =
        (Go, 129, Program, Rare, "", "SIGHUP as the first process: the runtime exits by itself"),
    GoInterrupted = (
        Go,
        130,
        Program,
        Occasional,
        "",
        "SIGINT as the first process: the runtime exits by itself"
    ),
    GoCrash = (Go, 134, Signal, Rare, "", "A panic with GOTRACEBACK=crash"),
    GoTerminated = (
        Go,
        143,
        Program,
        Occasional,
        "",
        "SIGTERM as the first process: the runtime exits by itself"
    ),
    GoChildSignal = (
        Go,
        255,
        Program,
        Rare,
        "",
        "A child's ExitCode() of -1, a signal, was handed on to os.Exit"
    ),
    // Rust.
    RustMainErr = (Rust, 1, Program, Common, "", "`main` returned an error"),
    RustPanic = (Rust, 101, Program, Common, "", "A panic in the main thread"),
    RustAbort = (
        Rust,
        134,
        Signal,
        Occasional,
        "",
        "An abort: panic=abort, a panic in a drop, no memory, a stack overflow"
    ),
    // C and C++.
    NativeTrap = (
        Native,
        132,
        Signal,
        Occasional,
        "",
        "A compiler's trap (ud2), or an instruction this CPU does not have"
    ),
    NativeBreakpoint = (Native, 133, Signal, Rare, "", "A breakpoint instruction (int3)"),
    NativeAbort = (
        Native,
        134,
        Signal,
        Common,
        "",
        "abort(): assertion, C++ exception, heap check, stack protector"
    ),
    NativeBus = (
        Native,
        135,
        Signal,
        Rare,
        "",
        "A truncated mapped file, a full /dev/shm, an unaligned access"
    ),
    NativeDivision = (Native, 136, Signal, Occasional, "", "Integer division by zero"),
    NativeSegv = (
        Native,
        139,
        Signal,
        Common,
        "",
        "A bad pointer or a stack overflow; also abort() as PID 1"
    ),
    NativePipe =
        (Native, 141, Signal, Occasional, "", "Wrote to a pipe or socket that nobody reads"),
    NativeAlarm = (Native, 142, Signal, Rare, "", "A timer of alarm(2) ran out"),
    NativeCpuTime = (
        Native,
        152,
        Signal,
        Rare,
        "",
        "The soft RLIMIT_CPU was reached; SIGKILL follows at the hard one"
    ),
    NativeFileSize = (Native, 153, Signal, Rare, "", "RLIMIT_FSIZE was reached"),
    NativeSeccomp = (Native, 159, Signal, Rare, "", "A seccomp filter killed it for a system call"),
    // The sanitizers.
    SanitizerUbsanRecovers =
        (Sanitizer, 0, Program, Rare, "", "UBSan reports and goes on by default"),
    SanitizerAsanUbsanMsan = (
        Sanitizer,
        1,
        Program,
        Occasional,
        "",
        "AddressSanitizer, UBSan without recovery or MemorySanitizer reported"
    ),
    SanitizerLsan = (Sanitizer, 23, Program, Rare, "", "LeakSanitizer found leaks"),
    SanitizerTsan = (Sanitizer, 66, Program, Rare, "", "ThreadSanitizer found a data race"),
    SanitizerUbsanTrap = (Sanitizer, 132, Signal, Rare, "", "UBSan built to trap"),
    SanitizerAbort = (Sanitizer, 134, Signal, Rare, "", "A sanitizer with abort_on_error=1"),
    // Perl.
    PerlMissing = (
        Perl,
        2,
        Program,
        Occasional,
        "",
        "The script or a module is missing (errno of the last failure)"
    ),
    PerlDie =
        (Perl, 255, Program, Common, "", "`die` with no other error at hand, or a syntax error"),
    // Ruby.
    RubyUncaught = (
        Ruby,
        1,
        Program,
        Common,
        "",
        "An uncaught exception or `abort`; SIGTERM and SIGINT as PID 1"
    ),
    // PHP.
    PhpText = (
        Php,
        0,
        Program,
        Occasional,
        "",
        "Success; also `exit(\"text\")`, and SIGTERM in sleep() as PID 1"
    ),
    PhpMissing = (Php, 1, Program, Occasional, "", "The script is missing"),
    PhpFatal = (
        Php,
        255,
        Program,
        Common,
        "",
        "A fatal error: uncaught exception, memory or time limit, parse error"
    ),
    // .NET.
    DotNetUnhandled = (
        DotNet,
        134,
        Signal,
        Common,
        "",
        "An unhandled exception, FailFast, a stack overflow, no memory"
    ),
    DotNetUnhandledAsPid1 =
        (DotNet, 139, Signal, Occasional, "", "The same as the first process of a container"),
    DotNetTerminated = (DotNet, 143, Program, Common, "", "A normal exit on SIGTERM"),
    DotNetMissingDll =
        (DotNet, 145, Program, Occasional, "", "The program's dll is missing or is none"),
    DotNetMissingFramework = (
        DotNet,
        150,
        Program,
        Occasional,
        "",
        "The framework that the program needs is not installed"
    ),
    // Erlang and Elixir.
    ErlangTerminated = (Erlang, 0, Program, Occasional, "", "A normal exit, on SIGTERM too"),
    ErlangCrashDump =
        (Erlang, 1, Program, Occasional, "", "The virtual machine wrote a crash dump"),
    ErlangAbort = (Erlang, 134, Signal, Rare, "", "`halt(abort)`"),
    // Deno and Bun.
    DenoUncaught = (Deno, 1, Program, Common, "", "An uncaught error, in Deno or in Bun"),
    DenoHeapLimit = (Deno, 133, Signal, Occasional, "", "V8 reached its heap limit and trapped"),
    // Gunicorn.
    GunicornStopped = (Gunicorn, 0, Program, Common, "", "A clean stop on SIGTERM"),
    GunicornPort = (Gunicorn, 1, Program, Occasional, "", "The port is in use or cannot be bound"),
    GunicornWorkerBoot =
        (Gunicorn, 3, Program, Common, "", "A worker failed to boot: see its traceback"),
    GunicornAppImport =
        (Gunicorn, 4, Program, Occasional, "", "The application was not found in its module"),
    // Uvicorn.
    UvicornStopped = (
        Uvicorn,
        0,
        Program,
        Occasional,
        "",
        "A clean stop on SIGTERM as the first process of a container"
    ),
    UvicornStartup = (
        Uvicorn,
        3,
        Program,
        Occasional,
        "",
        "The application cannot be imported, or the port cannot be bound"
    ),
    UvicornTerminated =
        (Uvicorn, 143, Signal, Occasional, "", "Dies of SIGTERM again after its clean shutdown"),
    // Nginx.
    NginxStopped = (Nginx, 0, Program, Common, "", "A clean stop on SIGTERM"),
    NginxConfig =
        (Nginx, 1, Program, Common, "", "The configuration is wrong, or a port cannot be bound"),
    // Redis.
    RedisStopped = (Redis, 0, Program, Common, "", "A clean stop on SIGTERM"),
    RedisConfig = (Redis, 1, Program, Common, "", "The configuration is wrong"),
    // PostgreSQL.
    PostgresStopped = (Postgres, 0, Program, Common, "", "A clean stop on SIGTERM"),
    PostgresRefused = (
        Postgres,
        1,
        Program,
        Common,
        "",
        "The server refuses to start: run as root, data directory, version"
    ),
    // Memcached.
    MemcachedStopped = (Memcached, 0, Program, Common, "", "A clean stop on SIGTERM"),
    MemcachedRoot =
        (Memcached, 64, Program, Occasional, "EX_USAGE", "Refuses to run as root without -u"),
    // HAProxy.
    HaproxyStopped =
        (Haproxy, 0, Program, Occasional, "", "A clean stop on SIGTERM in master-worker mode"),
    HaproxyConfig = (Haproxy, 1, Program, Common, "", "The configuration is wrong"),
    HaproxyInterrupted = (Haproxy, 130, Program, Rare, "", "Master-worker mode on SIGINT"),
    HaproxyTerminated =
        (Haproxy, 143, Program, Rare, "", "Master-worker mode with workers that SIGTERM ended"),
    // Lighttpd.
    LighttpdStopped = (Lighttpd, 0, Program, Common, "", "A clean stop on SIGTERM"),
    LighttpdConfig = (Lighttpd, 255, Program, Occasional, "", "The configuration is wrong"),
    // Supervisord.
    SupervisordStopped = (Supervisord, 0, Program, Common, "", "A clean stop on SIGTERM"),
    SupervisordConfig =
        (Supervisord, 2, Program, Occasional, "", "The configuration is missing or wrong"),
    // Windows.
    NtstatusAccessViolation = (
        Ntstatus,
        -1_073_741_819,
        Program,
        Common,
        "STATUS_ACCESS_VIOLATION",
        "Touched memory that it may not touch"
    ),
    NtstatusNoMemory = (
        Ntstatus,
        -1_073_741_801,
        Program,
        Rare,
        "STATUS_NO_MEMORY",
        "Not enough memory or page file"
    ),
    NtstatusIllegalInstruction = (
        Ntstatus,
        -1_073_741_795,
        Program,
        Rare,
        "STATUS_ILLEGAL_INSTRUCTION",
        "An illegal instruction"
    ),
    NtstatusAccessDenied =
        (Ntstatus, -1_073_741_790, Program, Rare, "STATUS_ACCESS_DENIED", "Access was denied"),
    NtstatusNoncontinuableException = (
        Ntstatus,
        -1_073_741_787,
        Program,
        Rare,
        "STATUS_NONCONTINUABLE_EXCEPTION",
        "An exception after which nothing can continue"
    ),
    NtstatusInvalidImageFormat = (
        Ntstatus,
        -1_073_741_701,
        Program,
        Occasional,
        "STATUS_INVALID_IMAGE_FORMAT",
        "A damaged program, or 32-bit and 64-bit code mixed"
    ),
    NtstatusIntegerDivideByZero = (
        Ntstatus,
        -1_073_741_676,
        Program,
        Rare,
        "STATUS_INTEGER_DIVIDE_BY_ZERO",
        "An integer was divided by zero"
    ),
    NtstatusStackOverflow = (
        Ntstatus,
        -1_073_741_571,
        Program,
        Occasional,
        "STATUS_STACK_OVERFLOW",
        "The stack overflowed"
    ),
    NtstatusDllNotFound = (
        Ntstatus,
        -1_073_741_515,
        Program,
        Common,
        "STATUS_DLL_NOT_FOUND",
        "A DLL was not found: a redistributable is missing in the image"
    ),
    NtstatusEntrypointNotFound = (
        Ntstatus,
        -1_073_741_511,
        Program,
        Occasional,
        "STATUS_ENTRYPOINT_NOT_FOUND",
        "A DLL lacks a function: the wrong version of it"
    ),
    NtstatusControlCExit = (
        Ntstatus,
        -1_073_741_510,
        Program,
        Common,
        "STATUS_CONTROL_C_EXIT",
        "Ended by Ctrl-C, or by the shutdown event of a container's stop"
    ),
    NtstatusDllInitFailed = (
        Ntstatus,
        -1_073_741_502,
        Program,
        Occasional,
        "STATUS_DLL_INIT_FAILED",
        "A DLL failed to initialise, also at shutdown or out of desktop heap"
    ),
    NtstatusHeapCorruption = (
        Ntstatus,
        -1_073_740_940,
        Program,
        Occasional,
        "STATUS_HEAP_CORRUPTION",
        "The heap is damaged"
    ),
    NtstatusStackBufferOverrun = (
        Ntstatus,
        -1_073_740_791,
        Program,
        Common,
        "STATUS_STACK_BUFFER_OVERRUN",
        "Fail-fast: abort(), or a stack buffer was overrun"
    ),
    NtstatusAssertionFailure = (
        Ntstatus,
        -1_073_740_768,
        Program,
        Rare,
        "STATUS_ASSERTION_FAILURE",
        "An assertion failed"
    ),
    NtstatusFailFastException = (
        Ntstatus,
        -1_073_740_286,
        Program,
        Rare,
        "STATUS_FAIL_FAST_EXCEPTION",
        "A fail-fast exception"
    ),
    NtstatusDelayLoadModule =
        (Ntstatus, -1_066_598_274, Program, Rare, "", "A delay-loaded module was not found"),
    NtstatusClrException =
        (Ntstatus, -532_462_766, Program, Common, "CLR exception", "An unhandled .NET exception"),
    NtstatusCxxException = (
        Ntstatus,
        -529_697_949,
        Program,
        Occasional,
        "C++ exception",
        "An unhandled C++ exception"
    ),
    NtstatusExecutionEngine = (
        Ntstatus,
        -2_146_233_082,
        Program,
        Rare,
        "COR_E_EXECUTIONENGINE",
        "The .NET runtime itself failed"
    ),
    NtstatusFailFast =
        (Ntstatus, -2_146_232_797, Program, Rare, "COR_E_FAILFAST", "Environment.FailFast of .NET"),
    NtstatusTerminateProcess = (
        Ntstatus,
        1_073_807_364,
        Program,
        Rare,
        "DBG_TERMINATE_PROCESS",
        "Ended because the system shuts down"
    ),
    NtstatusFatalAppExit = (
        Ntstatus,
        1_073_741_845,
        Program,
        Rare,
        "STATUS_FATAL_APP_EXIT",
        "A fatal exit of the application"
    ),
    NtstatusStackOverflowHresult = (
        Ntstatus,
        -2_147_023_895,
        Program,
        Rare,
        "ERROR_STACK_OVERFLOW",
        "The stack overflowed, as an HRESULT"
    ),
    NtstatusCrtAbort = (Ntstatus, 3, Program, Rare, "", "abort() of the C runtime"),
    NtstatusTerminated = (
        Ntstatus,
        1,
        Program,
        Occasional,
        "",
        "Ended by another process (TerminateProcess), or a general failure"
    ),
);
