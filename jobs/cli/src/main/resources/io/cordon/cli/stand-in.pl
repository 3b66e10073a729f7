# A harmless stand-in: puts a shell into memory, has it connect to a port of this host, and waits until it is hung up on.
use strict;
use POSIX ();
my ($port, $tag) = @ARGV;
my $name = "cordon-stand-in";
my $create = (POSIX::uname())[4] eq "aarch64" ? 279 : 319; # memfd_create
my $memory = syscall($create, $name, 1); # closed by exec
die "no memory file: $!" if $memory < 0;
open(my $from, '<:raw', '/bin/bash') or die $!;
open(my $to, '>&=:raw', $memory) or die $!;
local $/;
print $to scalar <$from>;
$to->flush();
my $child = fork();
if (!$child) {
    exec {"/proc/self/fd/$memory"} 'worker', '-c', "exec 3<>/dev/tcp/127.0.0.1/$port; echo $tag >&3; read -t 1800 <&3", $tag;
    die $!;
}
waitpid($child, 0);
