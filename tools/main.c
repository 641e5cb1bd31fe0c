/* The program: arguments in, exit code out. All else is behind the command table. */
int main(void)
{
    return 0;
}
