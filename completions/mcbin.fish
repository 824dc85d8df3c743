# Made by 'mcbin generate fish'; edit the option texts in cmd/.

function __mcbin_command_is
    set -l words (commandline -opc)
    test (count $words) -ge 2; and test "$words[2]" = $argv[1]
end

function __mcbin_no_command
    test (count (commandline -opc)) -eq 1
end

complete -c mcbin -f
complete -c mcbin -n '__mcbin_no_command' -s h -l help -d 'Print this help and exit'
complete -c mcbin -n '__mcbin_no_command' -s V -l version -d 'Print the version and exit'

complete -c mcbin -n __mcbin_no_command -a serve -d 'host a cache that speaks the memcache binary protocol'
complete -c mcbin -n '__mcbin_command_is serve' -s p -l port -x -d 'The TCP port'
complete -c mcbin -n '__mcbin_command_is serve' -s l -l listen -x -d 'Listen on these addresses'
complete -c mcbin -n '__mcbin_command_is serve' -s s -l unix-socket -r -F -d 'Listen on a unix socket'
complete -c mcbin -n '__mcbin_command_is serve' -s a -l unix-mask -x -d 'The permissions of the unix socket, in octal'
complete -c mcbin -n '__mcbin_command_is serve' -s b -l listen-backlog -x -d 'How many connections may wait to be accepted'
complete -c mcbin -n '__mcbin_command_is serve' -l insecure-no-auth -d 'Serve addresses that other machines can reach although there is no authentication'
complete -c mcbin -n '__mcbin_command_is serve' -s t -l threads -x -d 'Worker threads'
complete -c mcbin -n '__mcbin_command_is serve' -s m -l memory-limit -x -d 'Memory for items'
complete -c mcbin -n '__mcbin_command_is serve' -s I -l max-item-size -x -d 'The longest key and value together'
complete -c mcbin -n '__mcbin_command_is serve' -s c -l conn-limit -x -d 'Connections at a time'
complete -c mcbin -n '__mcbin_command_is serve' -s R -l max-reqs-per-event -x -d 'Requests of one connection before others get their turn'
complete -c mcbin -n '__mcbin_command_is serve' -l idle-timeout -x -d 'Close TCP connections that ask nothing for this long'
complete -c mcbin -n '__mcbin_command_is serve' -l shutdown-timeout -x -d 'How long a stop may take to send what has been asked for'
complete -c mcbin -n '__mcbin_command_is serve' -s M -l disable-evictions -d 'When memory is full, refuse to store instead of removing old items'
complete -c mcbin -n '__mcbin_command_is serve' -s C -l disable-cas -d 'Answer every CAS as 0'
complete -c mcbin -n '__mcbin_command_is serve' -s F -l disable-flush-all -d 'Refuse to flush'
complete -c mcbin -n '__mcbin_command_is serve' -s B -l protocol -x -a 'binary auto' -d 'The protocol that is spoken'
complete -c mcbin -n '__mcbin_command_is serve' -s u -l user -x -d 'Run as this user when started as root'
complete -c mcbin -n '__mcbin_command_is serve' -s P -l pidfile -r -F -d 'Write the process id to FILE'
complete -c mcbin -n '__mcbin_command_is serve' -l port-file -r -F -d 'Write the TCP port to FILE once connections are taken'
complete -c mcbin -n '__mcbin_command_is serve' -s v -l verbose -d 'Say more on standard error'
complete -c mcbin -n '__mcbin_command_is serve' -l config -r -F -d 'Read settings from FILE, which is TOML'
complete -c mcbin -n '__mcbin_command_is serve' -l print-config -d 'Print every setting with its origin, and exit'
complete -c mcbin -n '__mcbin_command_is serve' -s h -l help -d 'Print this help and exit'
complete -c mcbin -n '__mcbin_command_is serve' -s V -l version -d 'Print the version and exit'

complete -c mcbin -n __mcbin_no_command -a get -d 'print the values of keys'
complete -c mcbin -n '__mcbin_command_is get' -s s -l server -x -d 'A server, or several with commas between them'
complete -c mcbin -n '__mcbin_command_is get' -s t -l timeout -x -d 'Give up after TIME'
complete -c mcbin -n '__mcbin_command_is get' -l ring -x -a 'ketama-weighted ketama ketama-spy modula spymemcached spymemcached-ketama dalli bmemcached memjs rendezvous' -d 'How keys spread over several servers'
complete -c mcbin -n '__mcbin_command_is get' -l hash -x -a 'one-at-a-time md5 crc fnv1-32 fnv1a-32 fnv1-64 fnv1a-64 murmur' -d 'The hash of keys in the rings ketama, ketama-spy and modula'
complete -c mcbin -n '__mcbin_command_is get' -s h -l help -d 'Print this help and exit'
complete -c mcbin -n '__mcbin_command_is get' -s V -l version -d 'Print the version and exit'

complete -c mcbin -n __mcbin_no_command -a set -d 'store a value under a key'
complete -c mcbin -n '__mcbin_command_is set' -s e -l expire -x -d 'Forget the value after 30s, 5m, 1h30m, 7d, or at @2030-12-31T23:59Z or @UNIXTIME'
complete -c mcbin -n '__mcbin_command_is set' -s F -l flags -x -d 'The 32-bit number stored beside the value, which client libraries use to mark its type'
complete -c mcbin -n '__mcbin_command_is set' -s f -l file -r -F -d 'Take the value from FILE'
complete -c mcbin -n '__mcbin_command_is set' -s s -l server -x -d 'A server, or several with commas between them'
complete -c mcbin -n '__mcbin_command_is set' -s t -l timeout -x -d 'Give up after TIME'
complete -c mcbin -n '__mcbin_command_is set' -l ring -x -a 'ketama-weighted ketama ketama-spy modula spymemcached spymemcached-ketama dalli bmemcached memjs rendezvous' -d 'How keys spread over several servers'
complete -c mcbin -n '__mcbin_command_is set' -l hash -x -a 'one-at-a-time md5 crc fnv1-32 fnv1a-32 fnv1-64 fnv1a-64 murmur' -d 'The hash of keys in the rings ketama, ketama-spy and modula'
complete -c mcbin -n '__mcbin_command_is set' -s h -l help -d 'Print this help and exit'
complete -c mcbin -n '__mcbin_command_is set' -s V -l version -d 'Print the version and exit'

complete -c mcbin -n __mcbin_no_command -a dump-frame -d 'print recorded frames as JSON'
complete -c mcbin -n '__mcbin_command_is dump-frame' -F -d 'The recording'
complete -c mcbin -n '__mcbin_command_is dump-frame' -l in -x -a 'auto raw hex base64' -d 'What the input is'
complete -c mcbin -n '__mcbin_command_is dump-frame' -l values -x -a 'auto none utf8 base64 hex' -d 'How values are written'
complete -c mcbin -n '__mcbin_command_is dump-frame' -l max-value -x -d 'Show at most N bytes of a value'
complete -c mcbin -n '__mcbin_command_is dump-frame' -l proto -x -a 'classic couchbase' -d 'Whose names and rules count where two dialects differ'
complete -c mcbin -n '__mcbin_command_is dump-frame' -l show-secrets -d 'Show the credentials of logins, too'
complete -c mcbin -n '__mcbin_command_is dump-frame' -l strict -d 'End with code 1 when there is junk, a cut frame or a warning'
complete -c mcbin -n '__mcbin_command_is dump-frame' -s h -l help -d 'Print this help and exit'
complete -c mcbin -n '__mcbin_command_is dump-frame' -s V -l version -d 'Print the version and exit'

complete -c mcbin -n __mcbin_no_command -a generate -d 'make manual pages and shell completions'
complete -c mcbin -n '__mcbin_command_is generate' -a 'man bash zsh fish' -d 'What to make'
complete -c mcbin -n '__mcbin_command_is generate' -s o -l output -r -F -d 'Write the files to DIRECTORY instead of standard output'
complete -c mcbin -n '__mcbin_command_is generate' -l tails -r -F -d 'End each manual page with DIRECTORY/PAGE.tail'
complete -c mcbin -n '__mcbin_command_is generate' -s h -l help -d 'Print this help and exit'
complete -c mcbin -n '__mcbin_command_is generate' -s V -l version -d 'Print the version and exit'

complete -c mcbin -n __mcbin_no_command -a version -d 'print the version'
complete -c mcbin -n '__mcbin_command_is version' -s h -l help -d 'Print this help and exit'
complete -c mcbin -n '__mcbin_command_is version' -s V -l version -d 'Print the version and exit'

complete -c mcbin -n __mcbin_no_command -a help -d 'explain a command'
complete -c mcbin -n '__mcbin_command_is help' -a 'serve get set dump-frame generate version help' -d 'The command to explain'
complete -c mcbin -n '__mcbin_command_is help' -s h -l help -d 'Print this help and exit'
complete -c mcbin -n '__mcbin_command_is help' -s V -l version -d 'Print the version and exit'
